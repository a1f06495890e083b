import { clusterPoints, meanOf, type PointClusters, type PointSums } from './cluster-points.ts'
import type { TileSize } from './encode-features.ts'
import { TileFeatures, type TileValue } from './tile-features.ts'

/** The attribute of a cluster that says how many points it stands for; a feature without it is one point. */
export const POINT_COUNT = 'pointCount'

/** Single points of a layer, or clusters of them, with their attributes in the order of the layer's keys. */
export type ClusteredPoints = Readonly<{
  sums: PointSums
  values: readonly (readonly TileValue[])[]
}>

/**
 * Points among features as clusters of one; where they have an attribute `pointCount` (they were grouped before), of so many.
 *
 * @param chosen the features: single points
 * @param countKey place of `pointCount` among the keys
 * @returns coordinates from the tile's north-west corner. Cost: O(points). Deterministic.
 */
export function pointsOf(
  features: TileFeatures,
  chosen: readonly number[],
  countKey: number,
): ClusteredPoints {
  const counts = Float64Array.from(chosen, (i) => Number(features.values[i]![countKey] ?? 1))
  return {
    sums: {
      sumsX: Float64Array.from(chosen, (i, k) => features.xs[i]! * counts[k]!),
      sumsY: Float64Array.from(chosen, (i, k) => features.ys[i]! * counts[k]!),
      counts,
    },
    values: chosen.map((i) => features.values[i]!),
  }
}

/**
 * Joins the points of each cell, and keeps of their attributes those in which all of them agree.
 *
 * Cells that reach over the buffer may miss members, so these are left to the tile that has them whole: the clusters of a tile are
 * those of the cells inside the tile and its buffer.
 *
 * @param cellUnits side of a cell: `extent` must be a multiple, so that the tile's corner is a corner of the world's cells
 * @returns the clusters in the order of their first points. Cost: O(points · keys). Deterministic, and the same from adjoining tiles
 *   that were given the same points in the same order.
 */
export function clusterFeatures(
  { sums, values }: ClusteredPoints,
  cellUnits: number,
  size: TileSize,
): ClusteredPoints {
  if (size.extent % cellUnits !== 0)
    throw new RangeError(`Cells of ${cellUnits} units do not divide a tile of ${size.extent}.`)
  const clusters = clusterPoints(sums, cellUnits)
  const common = commonValues(values, clusters)
  const reach = Math.floor(size.buffer / cellUnits) * cellUnits
  const isWhole = (sum: number, i: number) => {
    const mean = sum / clusters.counts[i]!
    return mean >= -reach && mean < size.extent + reach
  }
  const kept = common.map((_, i) => isWhole(clusters.sumsX[i]!, i) && isWhole(clusters.sumsY[i]!, i))
  const isKept = (_: unknown, i: number) => kept[i]!
  return {
    sums: {
      sumsX: clusters.sumsX.filter(isKept),
      sumsY: clusters.sumsY.filter(isKept),
      counts: clusters.counts.filter(isKept),
    },
    values: common.filter(isKept),
  }
}

/** Of each cluster the values that are those of all its members, null elsewhere. */
function commonValues(values: ClusteredPoints['values'], { clusterOf, firsts }: PointClusters) {
  const common: TileValue[][] = Array.from(firsts, (first) => values[first]! as TileValue[])
  for (let point = 0; point < values.length; point++) {
    const cluster = clusterOf[point]!
    const first = firsts[cluster]!
    if (first === point) continue
    // A row is the caller's: it is copied before it is changed.
    if (common[cluster] === values[first]) common[cluster] = values[first]!.slice()
    const kept = common[cluster]!
    const own = values[point]!
    for (let key = 0; key < kept.length; key++)
      if (kept[key] !== null && kept[key] !== own[key]) kept[key] = null
  }
  return common
}

/** Clusters as features of a tile, with their number of members at `countKey` among the values; absent where that is one. */
export function featuresOfClusters({ sums, values }: ClusteredPoints, countKey: number): TileFeatures {
  const features = new TileFeatures()
  for (let i = 0; i < values.length; i++) {
    const count = sums.counts[i]!
    const own = values[i]!.slice()
    own[countKey] = count > 1 ? count : null
    features.addPoint(meanOf(sums.sumsX[i]!, count), meanOf(sums.sumsY[i]!, count), own)
  }
  return features
}
