import {
  type ClusteredPoints,
  clusterFeatures,
  featuresOfClusters,
  POINT_COUNT,
  pointsOf,
} from './cluster-features.ts'
import { encodeFeatures, type TileSize } from './encode-features.ts'
import type { TileAddress } from './snap-to-tile.ts'
import { POINTS, type TileFeatures, type TileLayer } from './tile-features.ts'
import { type Selection, type WrittenLayer, writeLayer } from './write-layer.ts'

/**
 * What of a layer is in a tile, shapes and single points apart: a tile that is too full keeps the largest shapes and joins points.
 * A shape is a polygon, a line or a feature of several points.
 */
export type LayerDraft = {
  readonly name: string
  /** With `pointCount`, as the last one where the rows have none. */
  readonly keys: readonly string[]
  readonly size: TileSize
  shapes: Selection
  points: Selection
  /** Side of the cells whose points are joined, 0 where they are not; and the points as they were joined last. */
  clusterUnits: number
  clusters: ClusteredPoints
}

/** A layer as it is asked for: `clusterUnits` is the side of cells whose points become one feature, in units of the tile. */
export type DraftLayer = TileLayer & Readonly<{ clusterUnits?: number | undefined }>

/**
 * Snaps and clips the rows of a layer to a tile; joins its points where it asks for that.
 * @returns a draft that `writeDraft` writes. Cost: O(vertices). Deterministic.
 * @throws RangeError for WKB that cannot be read, with its row's number
 */
export function draftLayer(layer: DraftLayer, tile: TileAddress, size: TileSize): LayerDraft {
  const { name, clusterUnits } = layer
  const keys = layer.keys.includes(POINT_COUNT) ? layer.keys : [...layer.keys, POINT_COUNT]
  const features = encodeFeatures(layer.features, tile, size)
  const shapes: number[] = []
  const points: number[] = []
  for (let i = 0; i < features.count; i++) (isSinglePoint(features, i) ? points : shapes).push(i)
  const draft: LayerDraft = {
    name,
    keys,
    size,
    shapes: { features, chosen: shapes },
    points: { features, chosen: points },
    clusterUnits: 0,
    clusters: pointsOf(features, points, keys.indexOf(POINT_COUNT)),
  }
  if (clusterUnits !== undefined && points.length > 0) joinPoints(draft, clusterUnits)
  return draft
}

const isSinglePoint = ({ kinds, xs }: TileFeatures, i: number) => kinds[i] === POINTS && !Number.isNaN(xs[i])

/** Joins the points of a draft, or the clusters it has, in cells of that side: a multiple of the side they had. */
export function joinPoints(draft: LayerDraft, cellUnits: number): void {
  draft.clusters = clusterFeatures(draft.clusters, cellUnits, draft.size)
  draft.clusterUnits = cellUnits
  const features = featuresOfClusters(draft.clusters, draft.keys.indexOf(POINT_COUNT))
  draft.points = { features, chosen: features.kinds.map((_, i) => i) }
}

/** The draft as field 3 of a tile, its shapes before its points; the costs of either. */
export const writeDraft = ({ name, keys, size, shapes, points }: LayerDraft): WrittenLayer =>
  writeLayer({ name, keys, extent: size.extent }, [shapes, points])
