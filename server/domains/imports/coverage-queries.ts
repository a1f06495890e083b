/** SQL that looks at how areas of one level lie beside each other. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'

/** Areas of the levels of this import as they will be: staged ones, and stored ones that are not staged again. */
const AREAS = /* sql */ `
  select id, level, source_id, name, geom, is_staged from (
    select id, properties ->> 'level' as level, source_id, properties ->> 'name' as name, geom, true as is_staged
    from import_staging where import_id = :importId and layer = 'areas'
    union all
    select id, level, source_id, name, geom, false from areas
    where id not in (select id from import_staging where import_id = :importId and layer = 'areas')) every`

export type Overlap = {
  a: string
  b: string
  aName: string
  bName: string
  squareMeters: number
  place: Geometry
}

/** One row a pair of areas of one level, at least one of them staged, whose insides overlap. */
export const stagedOverlaps = (db: Database, importId: string) =>
  rows<Overlap>(
    db,
    /* sql */ `
    with every as materialized (${AREAS}),
    pairs as (
      select a.source_id as a, b.source_id as b, a.name as "aName", b.name as "bName",
        ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 3) as piece
      from every a join every b on b.level = a.level and b.id > a.id and b.geom && a.geom and (a.is_staged or b.is_staged)
      where ST_Intersects(a.geom, b.geom) and not ST_Touches(a.geom, b.geom))
    select a, b, "aName", "bName", ST_Area(piece::geography) as "squareMeters", ST_AsGeoJSON(piece, 7)::jsonb as place
    from pairs where not ST_IsEmpty(piece) order by "squareMeters" desc, a, b`,
    { importId },
  )

/** One row a gap that areas of one level enclose and that a staged one borders on. */
export const stagedGaps = (db: Database, importId: string) =>
  rows<{ level: string; squareMeters: number; place: Geometry; neighbours: string[] }>(
    db,
    /* sql */ `
    with every as materialized (${AREAS}),
    ground as (
      select level, ST_Union(geom) as geom from every
      where level in (select level from every where is_staged) group by level),
    parts as (select level, (ST_Dump(geom)).geom as geom from ground),
    gaps as (
      select level, ST_MakePolygon(ST_ExteriorRing(ring.geom)) as geom
      from parts cross join lateral ST_DumpRings(parts.geom) as ring where ring.path[1] > 0)
    select g.level, ST_Area(g.geom::geography) as "squareMeters", ST_AsGeoJSON(g.geom, 7)::jsonb as place,
      array_agg(e.name order by e.source_id) as neighbours
    from gaps g join every e on e.level = g.level and e.geom && g.geom and ST_Intersects(e.geom, g.geom)
    group by g.level, g.geom having bool_or(e.is_staged)
    order by "squareMeters" desc`,
    { importId },
  )
