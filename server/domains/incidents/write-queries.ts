/** SQL that writes incidents one by one. `api` is the source of what comes in that way. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'
import { utcText } from '../../platform/utc-text.ts'
import { EXTERNAL_ID, WRITTEN_GEOMETRY } from '../../platform/written-feature-sql.ts'
import type { IncidentProperties } from './schemas.ts'

export type IncidentRow = {
  id: string
  countyId: string
  communityId: string | null
  class: string
  severity: NonNullable<IncidentProperties['severity']>
  description: string
  /** UTC, ISO 8601 */
  reportedAt: string
  geometry: Geometry
}
type LockedIncident = IncidentRow & { externalId: string | null; state: string; isClosed: boolean }

/** The incident, locked, with the id it has elsewhere and how far it is. */
export const lockIncident = async (trx: Database, id: string) => {
  const [incident] = await rows<LockedIncident>(
    trx,
    /* sql */ `
    select id, county_id as "countyId", community_id as "communityId", class, severity, description,
      ${utcText('reported_at')} as "reportedAt",
      ${EXTERNAL_ID} as "externalId",
      state, closed_at is not null as "isClosed", ST_AsGeoJSON(geom)::jsonb as geometry
    from incidents where id = ? for update`,
    [id],
  )
  return incident
}

/** Nothing when the source id is taken. */
export const insertIncident = async (trx: Database, incident: IncidentRow & { sourceId: string }) => {
  const inserted = await rows<object>(
    trx,
    /* sql */ `
    insert into incidents (county_id, id, community_id, source, source_id, class, severity, state, description,
      reported_at, geom)
    values (:countyId, :id, :communityId, 'api', :sourceId, :class, :severity, 'reported', :description,
      :reportedAt::timestamptz, ${WRITTEN_GEOMETRY})
    on conflict (county_id, source, source_id) do nothing returning id`,
    { ...incident, geometry: JSON.stringify(incident.geometry) },
  )
  return inserted.length > 0
}

/** `updated_at` always rises: it tells versions apart where only what is not shown has changed. */
export const updateIncident = (trx: Database, incident: IncidentRow) =>
  rows(
    trx,
    /* sql */ `
    update incidents set county_id = :countyId, community_id = :communityId, class = :class, severity = :severity,
      description = :description, reported_at = :reportedAt::timestamptz, geom = ${WRITTEN_GEOMETRY},
      updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
    where id = :id`,
    { ...incident, geometry: JSON.stringify(incident.geometry) },
  )

export const deleteIncident = (trx: Database, id: string) =>
  rows(trx, /* sql */ `delete from incidents where id = ?`, [id])

/** The incident that came in under an id of elsewhere, in whatever county. */
export const findByExternalId = async (trx: Database, externalId: string): Promise<string | undefined> => {
  const [found] = await rows<{ id: string }>(
    trx,
    /* sql */ `
    select i.id from (select distinct county_id from areas) as c
    join incidents i on i.county_id = c.county_id and i.source = 'api' and i.source_id = ? limit 1`,
    [externalId],
  )
  return found?.id
}
