/** SQL of dedicated grids: what is drawn over the net of a plan. */
import type { Geometry } from 'geojson'
import { type Database, oneRow, rows } from '../../platform/database.ts'
import { WRITTEN_GEOMETRY } from '../../platform/written-feature-sql.ts'
import type { OverlayProperties } from './schemas.ts'

export type OverlayRow = {
  id: string
  planId: string
  countyId: string
  communityId: string
  name: string
  nameEn: string | null
  subtype: NonNullable<OverlayProperties['subtype']> | null
  households: number
  population: number
  buildingCount: number
  geometry: Geometry
}

/** The plan of an overlay; of several with the same id that of the draft. */
export const planOfOverlay = async (trx: Database, id: string): Promise<string | undefined> => {
  const [found] = await rows<{ planId: string }>(
    trx,
    /* sql */ `
    select g.plan_id as "planId" from grids g join plans p on p.id = g.plan_id
    where g.id = ? and g.kind = 'dedicated' order by p.status = 'draft' desc, p.id desc limit 1`,
    [id],
  )
  return found?.planId
}

export const findOverlay = async (trx: Database, planId: string, id: string) => {
  const [overlay] = await rows<OverlayRow>(
    trx,
    /* sql */ `
    select id, plan_id as "planId", county_id as "countyId", community_id as "communityId", name, name_en as "nameEn",
      subtype, households, population, building_count as "buildingCount", ST_AsGeoJSON(geom)::jsonb as geometry
    from grids where plan_id = ? and id = ? and kind = 'dedicated'`,
    [planId, id],
  )
  return overlay
}

/** One row: the sums of the buildings that have a point inside. */
export const countBuildings = (trx: Database, geometry: Geometry) =>
  oneRow<{ households: number; population: number; buildingCount: number }>(
    trx,
    /* sql */ `
    with shape as materialized (select ${WRITTEN_GEOMETRY} as geom)
    select coalesce(sum(b.households), 0)::int as households, coalesce(sum(b.population), 0)::int as population,
      count(*)::int as "buildingCount"
    from shape join buildings b on b.geom && shape.geom and ST_Intersects(shape.geom, ST_PointOnSurface(b.geom))`,
    { geometry: JSON.stringify(geometry) },
  )

/** How many overlays the plan ever had in the community: the highest number of a label. */
export const lastLabelNumber = async (
  trx: Database,
  planId: string,
  communityId: string,
): Promise<number> => {
  const { last } = await oneRow<{ last: number }>(
    trx,
    /* sql */ `
    select coalesce(max(substr(label, 2)::int), 0) as last from grids
    where plan_id = ? and community_id = ? and kind = 'dedicated' and label ~ '^D[0-9]{1,8}$'`,
    [planId, communityId],
  )
  return last
}

export const insertOverlay = (trx: Database, overlay: OverlayRow & { label: string }) =>
  rows(
    trx,
    /* sql */ `
    insert into grids (county_id, plan_id, id, community_id, label, name, name_en, kind, subtype, households, population,
      unit_count, building_count, geom)
    values (:countyId, :planId, :id, :communityId, :label, :name, :nameEn, 'dedicated', :subtype, :households,
      :population, 0, :buildingCount, ST_Multi(${WRITTEN_GEOMETRY}))`,
    { ...overlay, geometry: JSON.stringify(overlay.geometry) },
  )

export const updateOverlay = (trx: Database, overlay: OverlayRow) =>
  rows(
    trx,
    /* sql */ `
    update grids set county_id = :countyId, community_id = :communityId, name = :name, name_en = :nameEn,
      subtype = :subtype, households = :households, population = :population, building_count = :buildingCount,
      geom = ST_Multi(${WRITTEN_GEOMETRY})
    where plan_id = :planId and id = :id and kind = 'dedicated'`,
    { ...overlay, geometry: JSON.stringify(overlay.geometry) },
  )

export const deleteOverlay = (trx: Database, planId: string, id: string) =>
  rows(trx, /* sql */ `delete from grids where plan_id = ? and id = ? and kind = 'dedicated'`, [planId, id])
