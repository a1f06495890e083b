import { Delaunay } from 'd3-delaunay'
import type { SeededRandom } from '../../algorithms/statistics/seeded-random.ts'

export type VoronoiCells = {
  /** x, y of each cell's site, metres; length 2n. */
  sites: Float64Array
  areasSquareMeters: Float64Array
  perimetersMeters: Float64Array
  /** Pairs of cells with a common edge, each once. */
  pairs: { a: number; b: number; sharedMeters: number }[]
  /** The ring of a cell, first corner = last. */
  ringOf: (cell: number) => [number, number][]
}

/** How much of its place in the raster a site may stand in. */
const JITTER = 0.85

/**
 * Voronoi cells of a jittered raster that is denser in the middle, as a town is.
 *
 * @param cellCount how many at least; a whole raster of columns × rows
 * @param meters    mean side of a cell
 *
 * One ring of sites around the raster bounds the outer cells and is left out again, so no cell needs clipping.
 */
export function voronoiCells(cellCount: number, meters: number, random: SeededRandom): VoronoiCells {
  const columns = Math.ceil(Math.sqrt(cellCount))
  const side = columns + 2
  const points = new Float64Array(2 * side * side)
  const cellOfPoint = new Int32Array(side * side).fill(-1)
  const pointOfCell: number[] = []
  for (let point = 0; point < side * side; point++) {
    const [column, row] = [point % side, Math.floor(point / side)]
    for (const [axis, place] of [column, row].entries()) {
      const strayed = place + 0.5 + (random.next() - 0.5) * JITTER
      points[2 * point + axis] = spread((2 * strayed) / side - 1) * (side / 2) * meters
    }
    if (column === 0 || row === 0 || column > columns || row > columns) continue
    cellOfPoint[point] = pointOfCell.length
    pointOfCell.push(point)
  }
  const reach = side * meters
  const voronoi = new Delaunay(points).voronoi([-reach, -reach, reach, reach])
  const ringOf = (cell: number) => voronoi.cellPolygon(pointOfCell[cell]!) as [number, number][]
  return {
    ...measureRings(pointOfCell.length, ringOf),
    ...findPairs(voronoi, cellOfPoint, pointOfCell),
    ringOf,
  }
}

/** −1…1 onto itself, three times as dense at 0 as at the ends. */
function spread(place: number): number {
  return place * (0.5 + 0.5 * Math.abs(place))
}

function measureRings(cellCount: number, ringOf: VoronoiCells['ringOf']) {
  const areasSquareMeters = new Float64Array(cellCount)
  const perimetersMeters = new Float64Array(cellCount)
  for (let cell = 0; cell < cellCount; cell++) {
    let doubled = 0
    let [fromX, fromY] = [Number.NaN, Number.NaN]
    for (const [x, y] of ringOf(cell)) {
      if (!Number.isNaN(fromX)) {
        doubled += fromX * y - x * fromY
        perimetersMeters[cell]! += Math.hypot(x - fromX, y - fromY)
      }
      ;[fromX, fromY] = [x, y]
    }
    areasSquareMeters[cell] = Math.abs(doubled) / 2
  }
  return { areasSquareMeters, perimetersMeters }
}

/** The common edge of two cells runs between the centres of the two triangles beside the line between their sites. */
function findPairs(
  { delaunay, circumcenters }: { delaunay: Delaunay<unknown>; circumcenters: ArrayLike<number> },
  cellOfPoint: Int32Array,
  pointOfCell: readonly number[],
) {
  const { halfedges, triangles, points } = delaunay
  const pairs: VoronoiCells['pairs'] = []
  for (let edge = 0; edge < halfedges.length; edge++) {
    const back = halfedges[edge]!
    if (back < edge) continue
    const [a, b] = [cellOfPoint[triangles[edge]!]!, cellOfPoint[triangles[back]!]!]
    if (a === -1 || b === -1) continue
    const [left, right] = [Math.floor(edge / 3), Math.floor(back / 3)]
    const sharedMeters = Math.hypot(
      circumcenters[2 * left]! - circumcenters[2 * right]!,
      circumcenters[2 * left + 1]! - circumcenters[2 * right + 1]!,
    )
    if (sharedMeters > 0) pairs.push({ a: Math.min(a, b), b: Math.max(a, b), sharedMeters })
  }
  const sites = Float64Array.from({ length: 2 * pointOfCell.length }, (_, index) => {
    return points[2 * pointOfCell[index >> 1]! + (index & 1)]!
  })
  return { pairs, sites }
}
