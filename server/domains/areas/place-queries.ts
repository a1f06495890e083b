/** SQL that finds the area a geometry lies in. */
import type { Geometry } from 'geojson'
import { type Database, oneRow, rows } from '../../platform/database.ts'
import { WRITTEN_GEOMETRY } from '../../platform/written-feature-sql.ts'

export type PlaceRow = { id: string; countyId: string; name: string; isCommunity: boolean }

const PLACE_COLUMNS = /* sql */ `a.id, a.county_id as "countyId", a.name, a.level = 'community' as "isCommunity"`
const FINEST_FIRST = /* sql */ `array_position(array['community', 'town', 'county', 'city', 'province'], a.level)`

/** The smallest area around a point of the geometry; on a border the lowest code. */
export const areaAround = async (db: Database, geometry: Geometry): Promise<PlaceRow | undefined> => {
  const [place] = await rows<PlaceRow>(
    db,
    /* sql */ `
    select ${PLACE_COLUMNS} from areas a
    where ST_Intersects(a.geom, ST_PointOnSurface(${WRITTEN_GEOMETRY}))
    order by ${FINEST_FIRST}, a.code, a.source_id limit 1`,
    { geometry: JSON.stringify(geometry) },
  )
  return place
}

/** One row a community that the geometry touches, in the order of their codes. */
export const communitiesTouched = (db: Database, geometry: Geometry): Promise<PlaceRow[]> =>
  rows<PlaceRow>(
    db,
    /* sql */ `
    select ${PLACE_COLUMNS} from areas a
    where a.level = 'community' and ST_Intersects(a.geom, ${WRITTEN_GEOMETRY})
    order by a.code, a.source_id`,
    { geometry: JSON.stringify(geometry) },
  )

/** The nearest community to the geometry, if there is any at all. Degrees choose the candidates, metres decide. */
export const nearestCommunity = async (db: Database, geometry: Geometry) => {
  const [nearest] = await rows<{ id: string; name: string; distanceMeters: number }>(
    db,
    /* sql */ `
    select id, name, round(ST_Distance(geom::geography, ${WRITTEN_GEOMETRY}::geography))::float8 as "distanceMeters"
    from (select a.id, a.name, a.geom from areas a where a.level = 'community'
      order by a.geom <-> ${WRITTEN_GEOMETRY} limit 4) as near
    order by 3 limit 1`,
    { geometry: JSON.stringify(geometry) },
  )
  return nearest
}

/** Which of some named points lie in a community. */
export const namesInside = async (
  db: Database,
  points: Readonly<Record<string, readonly [lng: number, lat: number]>>,
): Promise<string[]> => {
  const { names } = await oneRow<{ names: string[] }>(
    db,
    /* sql */ `
    select coalesce(jsonb_agg(p.key order by p.key), '[]') as names
    from jsonb_each(:points::jsonb) as p
    where exists (select from areas a where a.level = 'community' and ST_Intersects(a.geom,
      ST_SetSRID(ST_MakePoint((p.value ->> 0)::float8, (p.value ->> 1)::float8), 4326)))`,
    { points: JSON.stringify(points) },
  )
  return names
}
