/** SQL that writes buildings and barriers one by one. `api` is the source of what comes in that way. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'
import { EXTERNAL_ID, WRITTEN_GEOMETRY } from '../../platform/written-feature-sql.ts'

export type BuildingRow = {
  id: string
  countyId: string
  communityId: string
  use: string
  levels: number | null
  households: number
  population: number
  isEstimated: boolean
  name: string | null
  nameEn: string | null
  compound: string | null
  geometry: Geometry
}

/** The building, locked, with the id it has elsewhere. */
export const lockBuilding = async (trx: Database, id: string) => {
  const [building] = await rows<BuildingRow & { externalId: string | null }>(
    trx,
    /* sql */ `
    select id, county_id as "countyId", community_id as "communityId", use, levels, households, population,
      is_estimated as "isEstimated", name, name_en as "nameEn", compound, ${EXTERNAL_ID} as "externalId",
      ST_AsGeoJSON(geom)::jsonb as geometry
    from buildings where id = ? for update`,
    [id],
  )
  return building
}

/** Nothing when the source id is taken. */
export const insertBuilding = async (trx: Database, building: BuildingRow & { sourceId: string }) => {
  const inserted = await rows<object>(
    trx,
    /* sql */ `
    insert into buildings (county_id, id, community_id, source, source_id, use, levels, households, population,
      is_estimated, name, name_en, compound, geom)
    values (:countyId, :id, :communityId, 'api', :sourceId, :use, :levels, :households, :population,
      :isEstimated, :name, :nameEn, :compound, ST_Multi(${WRITTEN_GEOMETRY}))
    on conflict (county_id, source, source_id) do nothing returning id`,
    { ...building, geometry: JSON.stringify(building.geometry) },
  )
  return inserted.length > 0
}

export const updateBuilding = (trx: Database, building: BuildingRow) =>
  rows(
    trx,
    /* sql */ `
    update buildings set county_id = :countyId, community_id = :communityId, use = :use, levels = :levels,
      households = :households, population = :population, is_estimated = :isEstimated, name = :name,
      name_en = :nameEn, compound = :compound, geom = ST_Multi(${WRITTEN_GEOMETRY}), updated_at = now()
    where id = :id`,
    { ...building, geometry: JSON.stringify(building.geometry) },
  )

export type BarrierRow = {
  id: string
  countyId: string
  kind: 'water' | 'rail' | 'road' | 'link'
  class: string
  name: string | null
  nameEn: string | null
  isBridge: boolean
  isTunnel: boolean
  geometry: Geometry
}

/** The barrier, locked, with the id it has elsewhere. */
export const lockBarrier = async (trx: Database, id: string) => {
  const [barrier] = await rows<BarrierRow & { externalId: string | null }>(
    trx,
    /* sql */ `
    select id, county_id as "countyId", kind, class, name, name_en as "nameEn", is_bridge as "isBridge",
      is_tunnel as "isTunnel", ${EXTERNAL_ID} as "externalId", ST_AsGeoJSON(geom)::jsonb as geometry
    from barriers where id = ? for update`,
    [id],
  )
  return barrier
}

/** Nothing when the source id is taken. */
export const insertBarrier = async (trx: Database, barrier: BarrierRow & { sourceId: string }) => {
  const inserted = await rows<object>(
    trx,
    /* sql */ `
    insert into barriers (county_id, id, source, source_id, kind, class, name, name_en, is_bridge, is_tunnel, geom)
    values (:countyId, :id, 'api', :sourceId, :kind, :class, :name, :nameEn, :isBridge, :isTunnel, ${WRITTEN_GEOMETRY})
    on conflict (county_id, source, source_id) do nothing returning id`,
    { ...barrier, geometry: JSON.stringify(barrier.geometry) },
  )
  return inserted.length > 0
}

export const updateBarrier = (trx: Database, barrier: BarrierRow) =>
  rows(
    trx,
    /* sql */ `
    update barriers set county_id = :countyId, kind = :kind, class = :class, name = :name, name_en = :nameEn,
      is_bridge = :isBridge, is_tunnel = :isTunnel, geom = ${WRITTEN_GEOMETRY}, updated_at = now()
    where id = :id`,
    { ...barrier, geometry: JSON.stringify(barrier.geometry) },
  )

/** The id of what came in under an id of elsewhere, in whatever county. `table` is a constant of the caller. */
export const findByExternalId = async (
  trx: Database,
  table: 'buildings' | 'barriers',
  externalId: string,
): Promise<string | undefined> => {
  const [found] = await rows<{ id: string }>(
    trx,
    /* sql */ `
    select t.id from (select distinct county_id from areas) as c
    join ${table} t on t.county_id = c.county_id and t.source = 'api' and t.source_id = ? limit 1`,
    [externalId],
  )
  return found?.id
}

export const deleteGround = (trx: Database, table: 'buildings' | 'barriers', id: string) =>
  rows(trx, /* sql */ `delete from ${table} where id = ?`, [id])
