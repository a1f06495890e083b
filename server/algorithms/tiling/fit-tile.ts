import type { TileSize } from './encode-features.ts'
import { type DraftLayer, draftLayer, joinPoints, type LayerDraft, writeDraft } from './layer-draft.ts'
import type { TileAddress } from './snap-to-tile.ts'
import type { Selection, WrittenLayer } from './write-layer.ts'

/** What a client should have to load for one tile at most, not compressed. */
const MOST_BYTES = 500_000
/** Side of the first cells in which points are joined that were not: a pixel of a tile of 512. */
const FIRST_CELL_UNITS = 8
/** No point takes less: field, length, kind and geometry. */
const LEAST_POINT_BYTES = 9

export type FittedTile = {
  bytes: Uint8Array
  layers: {
    name: string
    /** Features in the tile; a cluster is one. */
    features: number
    /** Features that would be in the tile and were left out; points that were joined to clusters are not among them. */
    leftOut: number
    /** Side of the cells whose points were joined, in units of the tile; 0: none were. */
    clusterUnits: number
  }[]
}

/**
 * Encodes layers as one vector tile that never exceeds a number of bytes.
 *
 * A tile that does is cut where it is heaviest. Claims are, of each layer, its shapes and its points; those below the level at which
 * all that is above it would be cut stay as they are:
 *
 *      ▒                        points are joined in cells twice as wide, again and again, until they fit;
 *      ▒     ▒                  shapes lose the smallest first (square units of polygons, units of lines;
 *      █──█──█──── level        of equal ones the later)
 *      █  █  █  █  █
 *
 * @param layers as for `encodeLayer`; `mostBytes` ≥ 0, 500,000 by default
 * @returns the tile and what was done to each layer; empty bytes when nothing is left
 * @throws RangeError for WKB that cannot be read, with its row's number. Cost: geometry is encoded once; the layers are written once,
 *   and where they are too heavy about twice more. Deterministic.
 */
export function fitTile({
  tile,
  layers,
  extent = 4096,
  buffer = 64,
  mostBytes = MOST_BYTES,
}: Readonly<{ tile: TileAddress; layers: readonly DraftLayer[]; mostBytes?: number }> &
  Partial<TileSize>): FittedTile {
  const drafts = layers.map((layer) => draftLayer(layer, tile, { extent, buffer }))
  const leftOut = new Array<number>(layers.length).fill(0)
  let written = drafts.map(writeDraft)
  for (let aim = mostBytes; bytesOf(written) > mostBytes; aim *= 0.98) {
    const claims = written.flatMap(({ costs }) => costs.map(sum))
    // What is no feature's own (names, keys) is paid first.
    const level = levelOf(claims, aim - (bytesOf(written) - claims.reduce((all, claim) => all + claim, 0)))
    for (const [i, draft] of drafts.entries()) leftOut[i]! += cutToLevel(draft, written[i]!, level)
    written = drafts.map(writeDraft)
  }
  return {
    bytes: joined(written.map(({ bytes }) => bytes)),
    layers: drafts.map(({ name, shapes, points, clusterUnits }, i) => ({
      name,
      features: shapes.chosen.length + points.chosen.length,
      leftOut: leftOut[i]!,
      clusterUnits,
    })),
  }
}

const sum = (costs: Float64Array) => costs.reduce((all, cost) => all + cost, 0)
const bytesOf = (written: readonly WrittenLayer[]) =>
  written.reduce((all, { bytes }) => all + bytes.length, 0)

/** How much each may have so that all have `most` together, none more than it claims; Infinity when that is enough for all. */
function levelOf(claims: readonly number[], most: number): number {
  let left = Math.max(0, most)
  const ascending = claims.toSorted((a, b) => a - b)
  for (const [i, claim] of ascending.entries()) {
    const share = left / (ascending.length - i)
    if (claim > share) return share
    left -= claim
  }
  return Infinity
}

/** Cuts the shapes and the points of a layer to so many bytes each, and answers how many features are left out for it. */
function cutToLevel(draft: LayerDraft, { costs }: WrittenLayer, level: number): number {
  const [shapeCosts, pointCosts] = costs as [Float64Array, Float64Array]
  let leftOut = 0
  if (sum(shapeCosts) > level) {
    const chosen = largest(draft.shapes, shapeCosts, level)
    leftOut += draft.shapes.chosen.length - chosen.length
    draft.shapes = { features: draft.shapes.features, chosen }
  }
  if (sum(pointCosts) > level) leftOut += widenCells(draft, sum(pointCosts), level)
  return leftOut
}

/** The largest features that take so many bytes together, in the order they had. */
function largest({ features: { sizes }, chosen }: Selection, costs: Float64Array, most: number): number[] {
  const bySize = Array.from(chosen, (_, i) => i).sort(
    (a, b) => sizes[chosen[b]!]! - sizes[chosen[a]!]! || a - b,
  )
  let bytes = 0
  let kept = 0
  while (kept < bySize.length && bytes + costs[bySize[kept]!]! <= most) bytes += costs[bySize[kept++]!]!
  return bySize
    .slice(0, kept)
    .sort((a, b) => a - b)
    .map((i) => chosen[i]!)
}

/**
 * Joins points in wider and wider cells until they take so many bytes. Where one for the whole tile is too much, none stays. A width at
 * which the points that stay alone would take half as much again, by what a point takes now, is not tried.
 */
function widenCells(draft: LayerDraft, bytesNow: number, most: number): number {
  const bytesEach = bytesNow / draft.points.chosen.length
  for (;;) {
    const cellUnits = Math.max(FIRST_CELL_UNITS, 2 * draft.clusterUnits)
    if (draft.size.extent % cellUnits !== 0) break
    joinPoints(draft, cellUnits)
    const alone = draft.clusters.sums.counts.reduce((all, count) => all + (count === 1 ? 1 : 0), 0)
    if (alone * bytesEach > 1.5 * most || LEAST_POINT_BYTES * draft.points.chosen.length > most) continue
    const nothing = { features: draft.shapes.features, chosen: [] }
    if (sum(writeDraft({ ...draft, shapes: nothing }).costs[1]!) <= most) return 0
  }
  const dropped = sum(draft.clusters.sums.counts)
  draft.points = { features: draft.points.features, chosen: [] }
  return dropped
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
