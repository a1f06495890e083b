import { type Database, rows } from '../../platform/database.ts'
import { INSIDE_JURISDICTION, jurisdictionBindings } from '../../platform/jurisdiction.ts'
import type { Incident, IncidentListQuery } from './schemas.ts'

/** One row an incident of the caller's areas, by id; `limit + 1` rows at most, so that the caller sees whether there are more. */
export const listIncidents = (
  db: Database,
  query: IncidentListQuery & { limit: number },
  areaIds: readonly string[] | null,
): Promise<Incident[]> =>
  rows<Incident>(
    db,
    /* sql */ `
    select id, community_id as community, class, severity, state, description,
      to_char(reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "reportedAt",
      to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedAt",
      jsonb_build_array(ST_X(geom), ST_Y(geom)) as position
    from incidents
    where (:community::uuid is null or community_id = :community)
      and (:state::text is null or state = :state)
      and (:severity::text is null or severity = :severity)
      and (:after::uuid is null or id > :after)
      and ${INSIDE_JURISDICTION('coalesce(community_id, county_id)')}
    order by id limit :limit`,
    {
      community: query.community ?? null,
      state: query.state ?? null,
      severity: query.severity ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
      ...jurisdictionBindings(areaIds),
    },
  )
