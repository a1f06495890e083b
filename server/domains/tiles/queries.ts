import { type Database, oneRow, rows } from '../../platform/database.ts'
import type { Layer } from '../../platform/layers.ts'
import type { TileAddress } from './schemas.ts'

/** Units along a tile's side, and how far geometry reaches over it, so that outlines do not show at the seams. */
export const EXTENT = 4096
export const BUFFER = 64

const SQL_TYPE = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
} as const

const propertyColumns = (layer: Layer) =>
  Object.entries(layer.properties)
    .map(([name, type]) => /* sql */ `source."${name}"::${SQL_TYPE[type]} as "${name}"`)
    .join(', ')

/**
 * The rows of a layer that reach into a tile or its margin. The envelope is a sub-select without outer references, so that
 * the planner computes it once (an InitPlan) and reaches the spatial index with it: 1.1 × the tiles a second, see decision 0003.
 */
const inTile = (layer: Layer, also = '') => /* sql */ `
  from (${layer.sql}) as source ${also}
  where source.geom_3857 && (select ST_TileEnvelope(:z, :x, :y, margin => ${BUFFER / EXTENT}))`

/** Metres round the world in EPSG:3857, and half a unit of the tile: what is finer than that cannot be seen. */
const WORLD = /* sql */ `, (select 40075016.685578488::float8 as world,
  40075016.685578488 / ${EXTENT * 2} / (1 << :z::integer) as half_unit) as scale`

/** One vector tile of a layer, made by the database; empty when nothing of the layer is in it. */
export async function databaseTile(db: Database, layer: Layer, tile: TileAddress): Promise<Buffer> {
  const { mvt } = await oneRow<{ mvt: Buffer }>(
    db,
    /* sql */ `
    select ST_AsMVT(tile.*, '${layer.name}', ${EXTENT}, 'geom') as mvt
    from (
      select source.id::text as id, ${propertyColumns(layer)},
        ST_AsMVTGeom(source.geom_3857, (select ST_TileEnvelope(:z, :x, :y)), ${EXTENT}, ${BUFFER}, true) as geom
      ${inTile(layer)}
      order by source.id
    ) as tile
    where tile.geom is not null`,
    { ...layer.bindings, ...tile },
  )
  return mvt
}

export type TileRow = { id: string; geometry: string } & Record<string, unknown>

/**
 * One row a feature of the tile, by id: its properties, and its geometry as GeoJSON in the unit square of the world
 * (x east, y south), simplified to half a tile unit and left out where nothing is left of it, as ST_AsMVTGeom does.
 */
export const tileRows = (db: Database, layer: Layer, tile: TileAddress): Promise<TileRow[]> =>
  rows<TileRow>(
    db,
    /* sql */ `
    select id, ${Object.keys(layer.properties)
      .map((name) => `"${name}"`)
      .join(', ')},
      ST_AsGeoJSON(ST_Affine(simple, 1 / world, 0, 0, -1 / world, 0.5, 0.5), 15) as geometry
    from (
      select source.id::text as id, ${propertyColumns(layer)}, scale.world,
        ST_Simplify(ST_RemoveRepeatedPoints(source.geom_3857, scale.half_unit), scale.half_unit, false) as simple
      ${inTile(layer, WORLD)}
        and (ST_Dimension(source.geom_3857) = 0
          or ST_XMax(source.geom_3857) - ST_XMin(source.geom_3857) >= scale.half_unit
          or ST_YMax(source.geom_3857) - ST_YMin(source.geom_3857) >= scale.half_unit)
    ) as shape
    where not ST_IsEmpty(simple)
    order by id`,
    { ...layer.bindings, ...tile },
  )
