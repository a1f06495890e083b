/**
 * Tiles in one row: zoom by zoom, within a zoom along a Hilbert curve, so that neighbours are mostly near each other and the four
 * tiles below a tile follow each other.
 *
 * ```
 *   zoom 0   zoom 1     zoom 2
 *   0        1 ─ ─ 4    positions 4p … 4p + 3 are below position p
 *            │     │
 *            2 ─ ─ 3
 * ```
 *
 * Source: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md § 4.1; Hilbert, Über die stetige Abbildung einer Linie auf ein
 * Flächenstück, 1891.
 */
import type { TileAddress } from './snap-to-tile.ts'

/** The number of the first tile of a zoom: how many tiles all zooms above it have. Exact up to zoom 26. */
export const firstIdOf = (z: number) => (4 ** z - 1) / 3

/**
 * The place of a tile on the curve of its zoom, 0 ≤ position < 4^z. Its number is `firstIdOf(z)` more.
 * Cost: O(z). Deterministic.
 */
export function positionOf({ z, x, y }: TileAddress): number {
  let [column, row] = [x, y]
  let position = 0
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const east = column >= side ? 1 : 0
    const south = row >= side ? 1 : 0
    position += side * side * ((3 * east) ^ south)
    column -= east * side
    row -= south * side
    if (south === 0) [column, row] = turned(column, row, side, east)
  }
  return position
}

/** The tile at a place on the curve of a zoom. Cost: O(z). Deterministic. */
export function tileAt(z: number, position: number): TileAddress {
  let [x, y] = [0, 0]
  let rest = position
  for (let side = 1; side < 2 ** z; side *= 2) {
    const east = Math.floor(rest / 2) % 2
    const south = (rest % 2) ^ east
    if (south === 0) [x, y] = turned(x, y, side, east)
    x += east * side
    y += south * side
    rest = Math.floor(rest / 4)
  }
  return { z, x, y }
}

/** A quarter of the curve lies along the other diagonal: in the west as it is, in the east from behind. */
const turned = (x: number, y: number, side: number, east: number): [number, number] =>
  east === 1 ? [side - 1 - y, side - 1 - x] : [y, x]
