import { type Database, rows } from '../../platform/database.ts'
import { INSIDE_JURISDICTION, jurisdictionBindings } from '../../platform/jurisdiction.ts'
import type { Worker, WorkerListQuery } from './schemas.ts'

/** One row a worker of the caller's areas, by id; `limit + 1` rows at most, so that the caller sees whether there are more. */
export const listWorkers = (
  db: Database,
  query: WorkerListQuery & { limit: number },
  areaIds: readonly string[] | null,
): Promise<Worker[]> =>
  rows<Worker>(
    db,
    /* sql */ `
    select id, community_id as community, label, role, employment, on_duty as "onDuty",
      jsonb_build_array(ST_X(geom), ST_Y(geom)) as position,
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from workers
    where (:community::uuid is null or community_id = :community)
      and (:role::text is null or role = :role)
      and (:onDuty::boolean is null or on_duty = :onDuty)
      and (:after::uuid is null or id > :after)
      and ${INSIDE_JURISDICTION('community_id')}
    order by id limit :limit`,
    {
      community: query.community ?? null,
      role: query.role ?? null,
      onDuty: query.onDuty ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
      ...jurisdictionBindings(areaIds),
    },
  )
