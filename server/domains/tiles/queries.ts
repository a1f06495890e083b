import { arrayRows, type Database, oneRow } from '../../platform/database.ts'
import { type Layer, propertyColumns } from '../../platform/layers.ts'
import type { TileAddress } from './schemas.ts'

/** Units along a tile's side, and how far geometry reaches over it, so that outlines do not show at the seams. */
export const EXTENT = 4096
export const BUFFER = 64

/** Side of the cells whose points become one below CLUSTER_BELOW_ZOOM: 32 pixels where a tile is drawn 512 wide. */
const CLUSTER_UNITS = 256
/** From this zoom on every point is a feature of its own: a tile is then some two kilometres wide. */
const CLUSTER_BELOW_ZOOM = 14

/** Metres round the world in EPSG:3857: the side of the one tile of zoom 0. */
const WORLD_METERS = 40_075_016.685578488
/** Metres of EPSG:3857 a tile unit: worked out before, for a prepared statement would do it for every row. */
const UNIT = /* sql */ `cast(:unitMeters as float8)`
const unitMeters = (z: number) => WORLD_METERS / EXTENT / 2 ** z
/** A geometry of more points than this is cut by the database to the tile's surroundings. */
const MANY_POINTS = 1000

/** Polygons less than a unit wide in the mean are left out: an eighth of a pixel. */
const isWideEnough = (layer: Layer) =>
  layer.geometryType === 'polygon' || layer.geometryType === 'mixed'
    ? /* sql */ `and (ST_Dimension(source.geom_3857) < 2
        or 2 * ST_Area(source.geom_3857) >= ST_Perimeter(source.geom_3857) * ${UNIT})`
    : ''

/**
 * The rows of a layer that reach into a tile or its margin. The envelope is a sub-select without outer references, so that
 * the planner computes it once (an InitPlan) and reaches the spatial index with it; see decision 0003.
 * Points that snap to the tile may lie half a unit beyond it.
 */
const inTile = (layer: Layer, reachUnits: number) => /* sql */ `
  from (${layer.sql}) as source
  where source.geom_3857 && (select ST_TileEnvelope(:z, :x, :y, margin => ${reachUnits / EXTENT})) ${isWideEnough(layer)}`

/** Whether points of a layer come joined at a zoom. */
const isClustered = (layer: Layer, z: number) => layer.geometryType === 'point' && z < CLUSTER_BELOW_ZOOM

/** One row a feature of the tile, by id; where points are clustered, one a cell. */
export const tileRows = (db: Database, layer: Layer, tile: TileAddress): Promise<unknown[][]> =>
  arrayRows(db, isClustered(layer, tile.z) ? clusters(layer) : features(layer), {
    ...layer.bindings,
    ...tile,
    unitMeters: unitMeters(tile.z),
  })

const features = (layer: Layer) => /* sql */ `
  select source.id::text as id, ${propertyColumns(layer)}, null::integer as "pointCount",
    ST_AsBinary(case when ST_NPoints(source.geom_3857) > ${MANY_POINTS}
      then ST_ClipByBox2D(source.geom_3857, (select ST_TileEnvelope(:z, :x, :y, margin => 1)))
      else source.geom_3857 end, 'NDR') as wkb
  ${inTile(layer, BUFFER)}
  order by source.id`

/** The corner of the world's grid of tile units that a point of EPSG:3857 snaps to, counted from the north-west. */
const UNIT_COLUMN = /* sql */ `round((ST_X(source.geom_3857) + ${WORLD_METERS / 2}) / ${UNIT})::bigint`
const UNIT_ROW = /* sql */ `round((${WORLD_METERS / 2} - ST_Y(source.geom_3857)) / ${UNIT})::bigint`

/**
 * Each cell belongs to one tile, so a tile has no margin of clusters; the mean of whole numbers is exact on every engine. A cluster has
 * a number and no attributes: what stands for many is none of them. A point alone in its cell is itself. `offset 0` has each point's
 * place worked out once.
 */
const clusters = (layer: Layer) => /* sql */ `
  select case when cell.count = 1 then cell.id end as id, ${propertyNames(layer, 'single')},
    case when cell.count > 1 then cell.count end as "pointCount",
    ST_AsBinary(ST_Point(
      cell.unit_column * ${UNIT} - ${WORLD_METERS / 2}, ${WORLD_METERS / 2} - cell.unit_row * ${UNIT}), 'NDR') as wkb
  from (
    select count(*)::integer as count, min(point.id::text collate "C") as id,
      avg(point.unit_column)::float8 as unit_column, avg(point.unit_row)::float8 as unit_row
    from (select source.id, ${UNIT_COLUMN} as unit_column, ${UNIT_ROW} as unit_row ${inTile(layer, 1)}
      offset 0) as point
    where point.unit_column >= :x::bigint * ${EXTENT} and point.unit_column < (:x::bigint + 1) * ${EXTENT}
      and point.unit_row >= :y::bigint * ${EXTENT} and point.unit_row < (:y::bigint + 1) * ${EXTENT}
    group by point.unit_column / ${CLUSTER_UNITS}, point.unit_row / ${CLUSTER_UNITS}
  ) as cell
  left join lateral (
    select ${propertyColumns(layer)} from (${layer.sql}) as source
    where cell.count = 1 and source.id = cell.id::uuid limit 1
  ) as single on true
  order by cell.unit_row, cell.unit_column`

const propertyNames = (layer: Layer, table: string) =>
  Object.keys(layer.properties)
    .map((name) => `${table}."${name}"`)
    .join(', ')

/** All rows of some layers, by what is needed to know where they are; each layer's `:names` must mean the same. */
const placesOf = (layers: readonly Layer[], condition = '') =>
  layers
    .map(
      (layer) => /* sql */ `select source.geom_3857, source.geom from (${layer.sql}) as source ${condition}`,
    )
    .join(' union all ')

const bindingsOf = (layers: readonly Layer[]) => Object.assign({}, ...layers.map(({ bindings }) => bindings))

/** West, south, east, north in degrees of all that some layers show; undefined when that is nothing. */
export async function layerBounds(
  db: Database,
  layers: readonly Layer[],
): Promise<[number, number, number, number] | undefined> {
  const { west, ...sides } = await oneRow<Record<'west' | 'south' | 'east' | 'north', number | null>>(
    db,
    /* sql */ `
    select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north
    from (select ST_Extent(places.geom) as box from (${placesOf(layers)}) as places) as extent`,
    bindingsOf(layers),
  )
  return west === null ? undefined : [west, sides.south!, sides.east!, sides.north!]
}

/** Whether the box of any row reaches into a tile or its margin: when not, none does in the tiles below it. */
export async function isAnyNear(db: Database, layers: readonly Layer[], tile: TileAddress): Promise<boolean> {
  const near = /* sql */ `
    where source.geom_3857 && (select ST_TileEnvelope(:z, :x, :y, margin => ${(BUFFER + 1) / EXTENT}))`
  const { isNear } = await oneRow<{ isNear: boolean }>(
    db,
    /* sql */ `select exists(${placesOf(layers, near)}) as "isNear"`,
    { ...bindingsOf(layers), ...tile },
  )
  return isNear
}
