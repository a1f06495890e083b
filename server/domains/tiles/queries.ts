import { type Database, oneRow, rows } from '../../platform/database.ts'
import { type Layer, propertyColumns } from '../../platform/layers.ts'
import type { TileAddress } from './schemas.ts'

/** Units along a tile's side, and how far geometry reaches over it, so that outlines do not show at the seams. */
export const EXTENT = 4096
export const BUFFER = 64

/** Metres round the world in EPSG:3857: the side of the one tile of zoom 0. */
const WORLD_METERS = 40_075_016.685578488
/** Metres of EPSG:3857 a tile unit. */
const UNIT = /* sql */ `(${WORLD_METERS / EXTENT} / (1 << :z::integer))`

/** Polygons less than a unit wide in the mean are left out, on both engines: an eighth of a pixel, and snapping would decide. */
const isWideEnough = (layer: Layer) =>
  layer.geometryType === 'polygon' || layer.geometryType === 'mixed'
    ? /* sql */ `and (ST_Dimension(source.geom_3857) < 2
        or 2 * ST_Area(source.geom_3857) >= ST_Perimeter(source.geom_3857) * ${UNIT})`
    : ''

/**
 * The rows of a layer that reach into a tile or its margin. The envelope is a sub-select without outer references, so that
 * the planner computes it once (an InitPlan) and reaches the spatial index with it; see decision 0003.
 */
const inTile = (layer: Layer) => /* sql */ `
  from (${layer.sql}) as source
  where source.geom_3857 && (select ST_TileEnvelope(:z, :x, :y, margin => ${BUFFER / EXTENT})) ${isWideEnough(layer)}`

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
 * (x east, y south), simplified to half a tile unit.
 */
export const tileRows = (db: Database, layer: Layer, tile: TileAddress): Promise<TileRow[]> =>
  rows<TileRow>(
    db,
    /* sql */ `
    select source.id::text as id, ${propertyColumns(layer)},
      ST_AsGeoJSON(
        ST_Affine(
          ST_Simplify(ST_RemoveRepeatedPoints(source.geom_3857, ${UNIT} / 2), ${UNIT} / 2, true),
          ${1 / WORLD_METERS}, 0, 0, ${-1 / WORLD_METERS}, 0.5, 0.5),
        15) as geometry
    ${inTile(layer)}
    order by source.id`,
    { ...layer.bindings, ...tile },
  )
