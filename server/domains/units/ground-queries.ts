/** The ground that nets are made of: communities, faces, barriers, buildings. */
import type { LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'
import type { UnitSettings } from './schemas.ts'

/** Lines of barriers and borders nearer than this take part in the noding of a community: all that could move its edges. */
const NEAR_DEGREES = 1e-6

export type Community = {
  id: string
  countyId: string
  name: string
  sourceId: string
  /** Its units came ready-made. */
  hasReadyUnits: boolean
}

/** One row a community, in a fixed order; all of them when no ids are given. */
export const listCommunities = (db: Database, ids: readonly string[] | undefined): Promise<Community[]> =>
  rows<Community>(
    db,
    /* sql */ `
    select id, county_id as "countyId", name, source_id as "sourceId",
      exists (select 1 from nets n join units u on u.county_id = n.county_id and u.net_id = n.id
        where n.community_id = areas.id and n.superseded_at is null and u.source_id is not null) as "hasReadyUnits"
    from areas
    where level = 'community'
      and (:ids::jsonb is null or id in (select jsonb_array_elements_text(:ids::jsonb)::uuid))
    order by county_id, source collate "C", source_id collate "C"`,
    { ids: ids ? JSON.stringify(ids) : null },
  )

/** One row a pair of communities that share a border, both ways round. */
export const listBorders = (db: Database): Promise<{ id: string; neighbour: string }[]> =>
  rows(
    db,
    /* sql */ `
    select a.id, near.id as neighbour from areas a
    join areas near on near.level = 'community' and near.id <> a.id and ST_DWithin(near.geom, a.geom, ${NEAR_DEGREES})
    where a.level = 'community'`,
  )

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

/**
 * One row a face of a community cut by the outlines of ready-made units, given as GeoJSON by their index: which of them owns it
 * (the smallest that claims it, null for a gap), and how many claim it.
 */
export const readReadyFaces = (
  db: Database,
  communityId: string,
  units: readonly (Polygon | MultiPolygon)[],
): Promise<(FaceRow & { owner: number | null })[]> =>
  rows(
    db,
    /* sql */ `
    with subject as materialized (select id, geom from areas where id = :community),
    given as materialized (
      select ordinality::integer - 1 as owner, ST_SetSRID(ST_GeomFromGeoJSON(value::text), 4326) as geom
      from jsonb_array_elements(:units::jsonb) with ordinality
    ),
    lines as (
      select ST_Boundary(a.geom) as geom
        from subject s join areas a on a.level = 'community' and ST_DWithin(a.geom, s.geom, ${NEAR_DEGREES})
      union all
      select ST_Boundary(geom) from given
    ),
    parts as (select (ST_Dump(geom)).geom as geom from lines),
    noded as (select ST_UnaryUnion(ST_Collect(geom), 1e-7) as geom from parts),
    faces as (select (ST_Dump(ST_Polygonize(geom))).geom as geom from noded),
    placed as materialized (select geom, ST_PointOnSurface(geom) as place from faces)
    select ST_AsGeoJSON(f.geom, 7)::jsonb as geometry, holder.owner, coalesce(holder.claims, 0)::integer as claims,
      holder.owner is null and exists (select 1 from barriers b
        where b.kind = 'water' and ST_Dimension(b.geom) = 2 and ST_Intersects(b.geom, f.place)) as "isWater"
    from placed f join subject s on ST_Intersects(s.geom, f.place)
    left join lateral (
      select g.owner, count(*) over () as claims from given g where ST_Intersects(g.geom, f.place)
      order by ST_Area(g.geom), g.owner limit 1
    ) holder on true`,
    { community: communityId, units: JSON.stringify(units) },
  )

/** Of barriers b: outside tunnels, and of a class that divides ground (`:classes` maps kinds to classes). */
const DIVIDES_GROUND = /* sql */ `not b.is_tunnel and coalesce(:classes::jsonb -> b.kind, '[]') @> to_jsonb(b.class)`

export type BarrierRow = { class: string; geometry: LineString | MultiLineString }

/** One row a barrier that divides ground near a community; areas as their outline. */
export const readBarriers = (
  db: Database,
  communityId: string,
  classes: UnitSettings['barrierClasses'],
): Promise<BarrierRow[]> =>
  rows<BarrierRow>(
    db,
    /* sql */ `
    select b.class,
      ST_AsGeoJSON(case when ST_Dimension(b.geom) = 2 then ST_Boundary(b.geom) else b.geom end, 7)::jsonb as geometry
    from areas s join barriers b on ST_DWithin(b.geom, s.geom, ${NEAR_DEGREES})
    where s.id = :community and ${DIVIDES_GROUND}
    order by b.source collate "C", b.source_id collate "C"`,
    { community: communityId, classes: JSON.stringify(classes) },
  )

export type CrossingRow = {
  kind: 'bridge' | 'ferry'
  geometry: LineString
  startsElsewhere: boolean
  endsElsewhere: boolean
}

/** A degree east is at least so long up to 60° north. */
const LEAST_METERS_PER_DEGREE = 55_000

/** One row a line of a bridge or ferry near a community; whether its ends lie in another community. */
export const readCrossings = (
  db: Database,
  communityId: string,
  ferryLandingMeters: number,
): Promise<CrossingRow[]> =>
  rows<CrossingRow>(
    db,
    /* sql */ `
    with subject as materialized (select id, geom from areas where id = :community),
    lines as materialized (
      select case when b.kind = 'link' and b.class = 'ferry' then 'ferry' else 'bridge' end as kind,
        b.source, b.source_id, part.path, part.geom
      from subject s
      join barriers b on ST_DWithin(b.geom, s.geom, case b.kind when 'link' then :near else ${NEAR_DEGREES} end)
      cross join lateral ST_Dump(b.geom) as part
      where (b.kind = 'link' or (b.kind = 'road' and b.is_bridge)) and ST_Dimension(b.geom) = 1
    )
    select l.kind, ST_AsGeoJSON(l.geom, 7)::jsonb as geometry,
      exists (select 1 from areas a where a.level = 'community' and a.id <> s.id
        and ST_Intersects(a.geom, ST_StartPoint(l.geom))) as "startsElsewhere",
      exists (select 1 from areas a where a.level = 'community' and a.id <> s.id
        and ST_Intersects(a.geom, ST_EndPoint(l.geom))) as "endsElsewhere"
    from lines l cross join subject s
    order by l.source collate "C", l.source_id collate "C", l.path`,
    { community: communityId, near: ferryLandingMeters / LEAST_METERS_PER_DEGREE },
  )

export type BuildingRow = {
  id: string
  sourceId: string
  households: number
  population: number
  compound: string | null
  lng: number
  lat: number
}

/** One row a building of a community, with a point that lies in it, in a fixed order. */
export const readBuildings = (db: Database, communityId: string): Promise<BuildingRow[]> =>
  rows<BuildingRow>(
    db,
    /* sql */ `
    select id, source_id as "sourceId", households, population, compound, ST_X(place) as lng, ST_Y(place) as lat
    from buildings cross join lateral (select ST_PointOnSurface(geom) as place) as p
    where community_id = ?
    order by source collate "C", source_id collate "C"`,
    [communityId],
  )

/** One row a building of those given: its shape. */
export const readShapes = (
  db: Database,
  buildingIds: readonly string[],
): Promise<{ id: string; geometry: MultiPolygon }[]> =>
  rows(
    db,
    /* sql */ `
    select id, ST_AsGeoJSON(geom, 7)::jsonb as geometry from buildings
    where id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [JSON.stringify(buildingIds)],
  )
