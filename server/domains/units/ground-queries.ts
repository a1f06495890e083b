/** The ground that nets are made of: communities, faces, barriers, buildings. */
import type { LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'
import type { UnitSettings } from './schemas.ts'

/** Lines of barriers and borders nearer than this take part in the noding of a community: all that could move its edges. */
const NEAR_DEGREES = 1e-6

export type Community = { id: string; countyId: string; name: string; sourceId: string }

/** One row a community, in a fixed order; all of them when no ids are given. */
export const listCommunities = (db: Database, ids: readonly string[] | undefined): Promise<Community[]> =>
  rows<Community>(
    db,
    /* sql */ `
    select id, county_id as "countyId", name, source_id as "sourceId" from areas
    where level = 'community'
      and (:ids::jsonb is null or id in (select jsonb_array_elements_text(:ids::jsonb)::uuid))
    order by county_id, source collate "C", source_id collate "C"`,
    { ids: ids ? JSON.stringify(ids) : null },
  )

/** One row a community that shares a border with one of those given, themselves included. */
export const idsWithNeighbours = async (db: Database, ids: readonly string[]): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    db,
    /* sql */ `
    select distinct near.id from areas a
    join areas near on near.level = 'community' and ST_DWithin(near.geom, a.geom, ${NEAR_DEGREES})
    where a.id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [JSON.stringify(ids)],
  )
  return found.map(({ id }) => id)
}

export type FaceRow = {
  geometry: Polygon
  isWater: boolean
  /** How many communities claim it; more than one only where their boundaries overlap. */
  claims: number
}

/**
 * One row a face of a community: its ground cut by all barriers, by its own border and those of its neighbours, and by
 * dividers. Every line that comes near takes part whole, so that both sides of a border are noded alike
 * (decision 0004). Ground that communities claim twice goes to the smallest of them.
 */
export const readFaces = (
  db: Database,
  communityId: string,
  classes: UnitSettings['barrierClasses'],
  dividers: readonly Position[][],
): Promise<FaceRow[]> =>
  rows<FaceRow>(
    db,
    /* sql */ `
    with subject as materialized (select id, geom from areas where id = :community),
    lines as (
      select ST_Boundary(a.geom) as geom
        from subject s join areas a on a.level = 'community' and ST_DWithin(a.geom, s.geom, ${NEAR_DEGREES})
      union all
      select case when ST_Dimension(b.geom) = 2 then ST_Boundary(b.geom) else b.geom end
        from subject s join barriers b on ST_DWithin(b.geom, s.geom, ${NEAR_DEGREES})
        where ${DIVIDES_GROUND}
      union all
      select ST_SetSRID(ST_GeomFromGeoJSON(:dividers), 4326) where :dividers::text is not null
    ),
    parts as (select (ST_Dump(geom)).geom as geom from lines),
    noded as (select ST_UnaryUnion(ST_Collect(geom), 1e-7) as geom from parts),
    faces as (select (ST_Dump(ST_Polygonize(geom))).geom as geom from noded),
    placed as materialized (select geom, ST_PointOnSurface(geom) as place from faces)
    select ST_AsGeoJSON(f.geom, 7)::jsonb as geometry, owner.claims::integer as claims,
      exists (select 1 from barriers b
        where b.kind = 'water' and ST_Dimension(b.geom) = 2 and ST_Intersects(b.geom, f.place) and ${DIVIDES_GROUND})
        as "isWater"
    from placed f join subject s on ST_Intersects(s.geom, f.place)
    cross join lateral (
      select a.id, count(*) over () as claims from areas a
      where a.level = 'community' and ST_Intersects(a.geom, f.place)
      order by a.area_square_meters, a.source collate "C", a.source_id collate "C" limit 1
    ) owner
    where owner.id = s.id`,
    {
      community: communityId,
      classes: JSON.stringify(classes),
      dividers:
        dividers.length > 0 ? JSON.stringify({ type: 'MultiLineString', coordinates: dividers }) : null,
    },
  )

/** Of barriers b: outside tunnels, and of a class that divides ground (`:classes` maps kinds to classes). */
const DIVIDES_GROUND = /* sql */ `not b.is_tunnel and coalesce(:classes::jsonb -> b.kind, '[]') @> to_jsonb(b.class)`

export type BarrierRow = {
  kind: 'water' | 'rail' | 'road' | 'link'
  class: string
  isBridge: boolean
  divides: boolean
  geometry: LineString | MultiLineString
}

/** One row a barrier near a community (areas as their outline): those that divide its ground, bridges and links. */
export const readBarriers = (
  db: Database,
  communityId: string,
  classes: UnitSettings['barrierClasses'],
): Promise<BarrierRow[]> =>
  rows<BarrierRow>(
    db,
    /* sql */ `
    select b.kind, b.class, b.is_bridge as "isBridge", ${DIVIDES_GROUND} as divides,
      ST_AsGeoJSON(case when ST_Dimension(b.geom) = 2 then ST_Boundary(b.geom) else b.geom end, 7)::jsonb as geometry
    from areas s join barriers b on ST_DWithin(b.geom, s.geom, ${NEAR_DEGREES})
    where s.id = :community and (${DIVIDES_GROUND} or b.kind = 'link' or (b.kind = 'road' and b.is_bridge))
    order by b.source collate "C", b.source_id collate "C"`,
    { community: communityId, classes: JSON.stringify(classes) },
  )

export type BuildingRow = {
  id: string
  sourceId: string
  households: number
  population: number
  compound: string | null
  lng: number
  lat: number
  geometry: MultiPolygon
}

/** One row a building of a community, with a point that lies in it. */
export const readBuildings = (db: Database, communityId: string): Promise<BuildingRow[]> =>
  rows<BuildingRow>(
    db,
    /* sql */ `
    select id, source_id as "sourceId", households, population, compound,
      ST_X(place) as lng, ST_Y(place) as lat, ST_AsGeoJSON(geom, 7)::jsonb as geometry
    from buildings cross join lateral (select ST_PointOnSurface(geom) as place) as p
    where community_id = ?
    order by source collate "C", source_id collate "C"`,
    [communityId],
  )
