import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import { tileRange } from '../../../algorithms/tiling/touched-tiles.ts'
import type { MetreBox } from './field.ts'

/** Tiles asked for in rotation. */
const MOST_TILES = 32

/** Steps that fill a rectangle evenly and never fall into line with its columns or rows (Roberts' R2 sequence). */
const [STEP_X, STEP_Y] = [0.7548776662466927, 0.5698402909980532]

/**
 * Addresses of one zoom well inside a box, spread evenly over it; where no tile lies inside, the one in the middle.
 *
 * ```
 *   ┌─┬─┬─┬─┐    tiles that show the edge of the data have less in them:
 *   ├─┼─┼─┼─┤    they stay out
 *   ├─┼▪┼▪┼─┤
 *   └─┴─┴─┴─┘
 * ```
 */
export function chooseTiles(box: MetreBox, z: number, most = MOST_TILES): Tile[] {
  const { firstX, lastX, firstY, lastY } = tileRange(box, z)
  const [columns, rows] = [lastX - firstX - 1, lastY - firstY - 1]
  if (columns < 1 || rows < 1) return [tileInTheMiddle(box, z)]
  const count = Math.min(most, columns * rows)
  const chosen = new Map<string, Tile>()
  for (let step = 1; chosen.size < count; step++) {
    const x = firstX + 1 + Math.floor(((step * STEP_X) % 1) * columns)
    const y = firstY + 1 + Math.floor(((step * STEP_Y) % 1) * rows)
    chosen.set(pathOf({ z, x, y }), { z, x, y })
  }
  return [...chosen.values()]
}

/** The tile that holds the middle of a box. */
export function tileInTheMiddle([west, south, east, north]: MetreBox, z: number): Tile {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  // The margin makes a range of a point; its last column and row may be the next tile's.
  const { firstX, lastX, firstY, lastY } = tileRange([x, y, x, y], z)
  return { z, x: Math.floor((firstX + lastX) / 2), y: Math.floor((firstY + lastY) / 2) }
}

/** The block of tiles around the one in the middle of a box. */
export function tilesAround(box: MetreBox, z: number, reach: number): Tile[] {
  const middle = tileInTheMiddle(box, z)
  const side = 2 * reach + 1
  return Array.from({ length: side * side }, (_, i) => ({
    z,
    x: middle.x + (i % side) - reach,
    y: middle.y + Math.floor(i / side) - reach,
  }))
}

export const pathOf = ({ z, x, y }: Tile) => `${z}/${x}/${y}`
