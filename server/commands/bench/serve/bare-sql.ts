/** Tiles without a server: what people write, and the best that is known. Both give the attributes of our layers. */

/** Numbers or names of parameters, put where the address stands. */
export type AddressWords = Readonly<{ z: string; x: string; y: string }>
export type BareSource = Readonly<{
  /** The layer and collection as our server names it. */
  collection: 'grids' | 'incidents'
  attributes: string
  from: string
  /** The table's alias before `geom` and `geom_3857`. */
  row: string
  where: string
}>

/** Moments as our layers write them; without colons of its own, which pgbench would take for its variables. */
const moment = (value: string) =>
  /* sql */ `to_char(${value} at time zone 'UTC', replace('YYYY-MM-DD"T"HH24.MI.SS"Z"', '.', chr(58)))`

export const POLYGONS: BareSource = {
  collection: 'grids',
  attributes: /* sql */ `g.id::text as id, g.code, g.label, g.name, g.name_en as "nameEn", g.kind, a.tier,
    g.community_id::text as community, g.plan_id::text as plan, g.households::bigint as households,
    g.population::bigint as population, g.building_count::bigint as "buildingCount",
    g.area_square_meters as "areaSquareMeters", g.exception ->> 'reason' as exception,
    ${moment('lower(a.valid)')} as "validFrom", ${moment('upper(a.valid)')} as "validTo"`,
  from: /* sql */ `grids g join plan_activations a on a.plan_id = g.plan_id and a.community_id = g.community_id`,
  row: 'g',
  where: /* sql */ `a.tier = 'basic' and g.kind = 'basic' and a.valid @> now()`,
}

export const POINTS: BareSource = {
  collection: 'incidents',
  attributes: /* sql */ `i.id::text as id, i.class, i.severity, i.state, ${moment('i.reported_at')} as "reportedAt",
    ${moment('i.closed_at')} as "closedAt", i.community_id::text as community`,
  from: /* sql */ `incidents i`,
  row: 'i',
  where: /* sql */ `true`,
}

/** As dirt-simple-postgis-http-api and many a blog write it: the degrees of the table, transformed row by row. */
export const plainTileSql = (
  { collection, attributes, from, row, where }: BareSource,
  { z, x, y }: AddressWords,
) => /* sql */ `
  with mvtgeom as (
    select ST_AsMVTGeom(ST_Transform(${row}.geom, 3857), ST_TileEnvelope(${z}, ${x}, ${y})) as geom, ${attributes}
    from ${from}
    where ${where} and ST_Intersects(${row}.geom, ST_Transform(ST_TileEnvelope(${z}, ${x}, ${y}), 4326))
  )
  select ST_AsMVT(mvtgeom.*, '${collection}', 4096, 'geom') as mvt from mvtgeom`

/**
 * Metres are stored, and the envelope is a sub-select, computed once; the margin lies in the filter and in the clip. Nothing filters
 * geometry that is null afterwards: ST_AsMVT leaves it out, and PostgreSQL would make each geometry twice to find out.
 */
export const bestTileSql = (
  { collection, attributes, from, row, where }: BareSource,
  { z, x, y }: AddressWords,
) => /* sql */ `
  select ST_AsMVT(tile.*, '${collection}', 4096, 'geom') as mvt
  from (
    select ${attributes}, ST_AsMVTGeom(${row}.geom_3857, (select ST_TileEnvelope(${z}, ${x}, ${y})), 4096, 64, true) as geom
    from ${from}
    where ${where} and ${row}.geom_3857 && (select ST_TileEnvelope(${z}, ${x}, ${y}, margin => 0.015625))
  ) as tile`

/** What the best SQL also needs of its connection: one process, no compiling. */
export const BEST_SETTINGS = '-c jit=off -c max_parallel_workers_per_gather=0'
