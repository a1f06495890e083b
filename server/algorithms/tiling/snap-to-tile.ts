import type { WkbParts } from './read-wkb.ts'

export type TileAddress = Readonly<{ z: number; x: number; y: number }>

/** Half of the way round the world in EPSG:3857: x and y of the world's corners. */
const HALF_WORLD_METERS = 20_037_508.342789244
/** Nothing that was projected lies farther out; beyond it (and in NaN) there is a fault. */
const FARTHEST_METERS = 1e9

/** Positions of one line or ring: x and y in turn, and the box around them. Kept and filled again. */
export class Path {
  xy = new Float64Array(512)
  count = 0
  minX = 0
  minY = 0
  maxX = 0
  maxY = 0

  /** Makes room for so many positions, without keeping those that are there. */
  clear(count: number): void {
    this.count = 0
    if (this.xy.length < 2 * count) this.xy = new Float64Array(4 * count)
  }
}

/** The whole-number grid of a tile: `unitsPerMeter`, and the tile's north-west corner in units from the world's. */
export type TileGrid = Readonly<{ unitsPerMeter: number; west: number; north: number }>

/**
 * The grid of a tile.
 * @param extent units along its side
 * @throws RangeError when there is no such tile
 */
export function tileGrid({ z, x, y }: TileAddress, extent: number): TileGrid {
  const tiles = 2 ** z
  if (!(z >= 0 && z <= 24 && x >= 0 && x < tiles && y >= 0 && y < tiles && Number.isInteger(z + x + y)))
    throw new RangeError(`There is no tile ${z}/${x}/${y}: columns and rows of zoom ${z} are 0…${tiles - 1}.`)
  return { unitsPerMeter: (extent * tiles) / (2 * HALF_WORLD_METERS), west: x * extent, north: y * extent }
}

/**
 * Moves each position of a part to the nearest unit, and leaves out those that fall on the one before.
 *
 *      metres        ·────┼────·────┼──      units of the whole world, counted from its north-west
 *      units         n   n+½  n+1            n ≤ position < n + ½ → n, n + ½ → n + 1
 *
 * The unit is found on the grid of the whole world and the tile's corner subtracted after: a position comes to the same unit from
 * whichever feature and tile it is seen, so that borders that were shared stay shared.
 *
 * @param parts positions in metres of EPSG:3857
 * @param path overwritten: units from the tile's north-west corner, x east, y south, whole numbers below 2⁵³
 * @throws RangeError for a position that is not a place. Cost: O(positions), nothing allocated once `path` is wide enough.
 */
export function snapPart(parts: WkbParts, part: number, grid: TileGrid, path: Path): void {
  const { view } = parts
  const { unitsPerMeter, west, north } = grid
  const [count, stride] = [parts.counts[part]!, parts.strides[part]!]
  path.clear(count)
  const { xy } = path
  let offset = parts.offsets[part]!
  let [length, lastX, lastY] = [0, Number.NaN, Number.NaN]
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < count; i++, offset += stride) {
    const eastMeters = view.getFloat64(offset, true)
    const northMeters = view.getFloat64(offset + 8, true)
    // So written, NaN is refused too.
    if (!(Math.abs(eastMeters) <= FARTHEST_METERS && Math.abs(northMeters) <= FARTHEST_METERS))
      throw new RangeError(`The position ${eastMeters} ${northMeters} is no place in EPSG:3857.`)
    const x = Math.floor((HALF_WORLD_METERS + eastMeters) * unitsPerMeter + 0.5) - west
    const y = Math.floor((HALF_WORLD_METERS - northMeters) * unitsPerMeter + 0.5) - north
    if (x === lastX && y === lastY) continue
    lastX = x
    lastY = y
    xy[length++] = x
    xy[length++] = y
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  path.count = length / 2
  path.minX = minX
  path.minY = minY
  path.maxX = maxX
  path.maxY = maxY
}
