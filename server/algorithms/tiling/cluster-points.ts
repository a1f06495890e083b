/** Points, or clusters of points: the sums of their members' coordinates, and how many members they have. */
export type PointSums = Readonly<{ sumsX: Float64Array; sumsY: Float64Array; counts: Float64Array }>

export type PointClusters = PointSums &
  Readonly<{
    /** Cluster of each given point. */
    clusterOf: Uint32Array
    /** First given point of each cluster: ascending. */
    firsts: Uint32Array
  }>

const EMPTY = 0xffffffff

/**
 * Joins the points of each square cell to one cluster at their mean.
 *
 *      ├──·──┼─────┼         ├─────┼─────┼
 *      │ ·  ·│    ·│    →    │ ③   │    ①│       cells of the world's grid, the same from whichever tile they are seen
 *      ┼─────┼─────┼         ┼─────┼─────┼
 *
 * Clusters can be joined again: cells twice as wide hold whole cells, and sums give the same means as joining the points at once.
 *
 * @param points whole numbers, each list of length n; a bare point is its own sum, count 1. From the world's north-west corner, or
 *   from another corner of the grid of cells. Sums stay exact below 2⁵³
 * @param cellUnits side of a cell, > 0; cell k holds k · cellUnits ≤ coordinate < (k + 1) · cellUnits
 * @returns the clusters in the order of their first points; their means are `meanOf` their sums. Cost: O(n) in the mean (a hash table,
 *   16 bytes a point). Deterministic.
 */
export function clusterPoints({ sumsX, sumsY, counts }: PointSums, cellUnits: number): PointClusters {
  const pointCount = counts.length
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, 2 * pointCount)))).fill(EMPTY)
  const clusters = {
    sumsX: new Float64Array(pointCount),
    sumsY: new Float64Array(pointCount),
    counts: new Float64Array(pointCount),
    clusterOf: new Uint32Array(pointCount),
    firsts: new Uint32Array(pointCount),
  }
  const columns = new Float64Array(pointCount)
  const rows = new Float64Array(pointCount)
  let found = 0
  for (let point = 0; point < pointCount; point++) {
    const column = Math.floor(sumsX[point]! / counts[point]! / cellUnits)
    const row = Math.floor(sumsY[point]! / counts[point]! / cellUnits)
    let slot = hashOf(column, row) & (slots.length - 1)
    let cluster = slots[slot]!
    while (cluster !== EMPTY && (columns[cluster] !== column || rows[cluster] !== row)) {
      slot = (slot + 1) & (slots.length - 1)
      cluster = slots[slot]!
    }
    if (cluster === EMPTY) {
      cluster = found++
      slots[slot] = cluster
      columns[cluster] = column
      rows[cluster] = row
      clusters.firsts[cluster] = point
    }
    clusters.sumsX[cluster]! += sumsX[point]!
    clusters.sumsY[cluster]! += sumsY[point]!
    clusters.counts[cluster]! += counts[point]!
    clusters.clusterOf[point] = cluster
  }
  return {
    sumsX: clusters.sumsX.subarray(0, found),
    sumsY: clusters.sumsY.subarray(0, found),
    counts: clusters.counts.subarray(0, found),
    clusterOf: clusters.clusterOf,
    firsts: clusters.firsts.subarray(0, found),
  }
}

/** The whole number nearest to the mean of a cluster's members, halves up. */
export const meanOf = (sum: number, count: number) => Math.floor(sum / count + 0.5)

/** Mixes two whole numbers of any size to 32 bits. Source: the finalizer of MurmurHash3 (public domain). */
function hashOf(column: number, row: number): number {
  let mixed = Math.imul(column | 0, 0x9e3779b1) ^ Math.imul(row | 0, 0x85ebca77)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
