/** SQL that writes workers one by one. `api` is the source of what comes in that way. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'
import { EXTERNAL_ID, WRITTEN_GEOMETRY } from '../../platform/written-feature-sql.ts'
import type { WorkerProperties } from './schemas.ts'

export type WorkerRow = {
  id: string
  countyId: string
  communityId: string
  label: string
  role: WorkerProperties['role']
  employment: 'full' | 'part'
  onDuty: boolean
  geometry: Geometry
}

/** The worker, locked, with the id it has elsewhere. */
export const lockWorker = async (trx: Database, id: string) => {
  const [worker] = await rows<WorkerRow & { externalId: string | null }>(
    trx,
    /* sql */ `
    select id, county_id as "countyId", community_id as "communityId", label, role, employment, on_duty as "onDuty",
      ${EXTERNAL_ID} as "externalId",
      ST_AsGeoJSON(geom)::jsonb as geometry
    from workers where id = ? for update`,
    [id],
  )
  return worker
}

/** Nothing when the source id is taken. */
export const insertWorker = async (trx: Database, worker: WorkerRow & { sourceId: string }) => {
  const inserted = await rows<object>(
    trx,
    /* sql */ `
    insert into workers (county_id, id, community_id, source, source_id, label, role, employment, on_duty, geom)
    values (:countyId, :id, :communityId, 'api', :sourceId, :label, :role, :employment, :onDuty, ${WRITTEN_GEOMETRY})
    on conflict (county_id, source, source_id) do nothing returning id`,
    { ...worker, geometry: JSON.stringify(worker.geometry) },
  )
  return inserted.length > 0
}

export const updateWorker = (trx: Database, worker: WorkerRow) =>
  rows(
    trx,
    /* sql */ `
    update workers set county_id = :countyId, community_id = :communityId, label = :label, role = :role,
      employment = :employment, on_duty = :onDuty, geom = ${WRITTEN_GEOMETRY}, updated_at = now()
    where id = :id`,
    { ...worker, geometry: JSON.stringify(worker.geometry) },
  )

export const deleteWorker = (trx: Database, id: string) =>
  rows(trx, /* sql */ `delete from workers where id = ?`, [id])

/** The worker that came in under an id of elsewhere, in whatever county. */
export const findByExternalId = async (trx: Database, externalId: string): Promise<string | undefined> => {
  const [found] = await rows<{ id: string }>(
    trx,
    /* sql */ `
    select w.id from (select distinct county_id from areas) as c
    join workers w on w.county_id = c.county_id and w.source = 'api' and w.source_id = ? limit 1`,
    [externalId],
  )
  return found?.id
}
