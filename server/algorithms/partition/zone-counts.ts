import { excessShare } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import type { Band } from './unit-graph.ts'

export type ZoneRange = {
  /** ⌈W/max⌉ and ⌊W/min⌋; the part cannot be held inside the band when fewest > most. */
  fewest: number
  most: number
}

/** Rounding of sums of weights must not cost a zone. */
const SLACK = 1e-9

/**
 * The numbers of zones that fit a part's weight: every k with k·min ≤ W ≤ k·max, and at least one unit for each zone.
 *
 * @returns fewest > most when there is none. The arithmetic is necessary, not sufficient: units are not divisible.
 */
export function feasibleZoneCounts(weight: number, unitCount: number, { min, max }: Band): ZoneRange {
  const fewest = Math.max(1, Math.ceil(weight / max - SLACK))
  const most = min > 0 ? Math.floor(weight / min + SLACK) : unitCount
  return { fewest, most: Math.min(most, unitCount) }
}

/** One weight of a part: its sum, its band and the numbers of zones that fit it. */
export type WeighedBand = { weight: number; band: Band; range: ZoneRange }

/** Weighs a part once for each band, in the order of the weights. O(n · weights). */
export function weighPart(
  { weights, furtherWeights }: Pick<PartGraph, 'weights' | 'furtherWeights'>,
  bands: readonly Band[],
): WeighedBand[] {
  return [weights, ...furtherWeights].map((each, index) => {
    const band = bands[index]!
    const weight = each.reduce((sum, unitWeight) => sum + unitWeight, 0)
    return { weight, band, range: feasibleZoneCounts(weight, each.length, band) }
  })
}

/** The numbers of zones that fit every weight; fewest > most when there is none. */
export function intersectRanges(ranges: readonly ZoneRange[]): ZoneRange {
  return {
    fewest: Math.max(...ranges.map(({ fewest }) => fewest)),
    most: Math.min(...ranges.map(({ most }) => most)),
  }
}

/** Weight that must lie outside the band however a weight is shared out among zones: 0 when some number of zones fits. */
export function leastExcessOf(weight: number, { min, max }: Band): number {
  const fewest = Math.max(1, Math.ceil(weight / max - SLACK))
  const most = min > 0 ? Math.floor(weight / min + SLACK) : fewest
  if (fewest <= most) return 0
  return Math.min(most > 0 ? weight - most * max : Number.POSITIVE_INFINITY, fewest * min - weight)
}

/** The same as a share of the band's middle, so that different weights compare. */
export function leastExcessShare(weight: number, band: Band): number {
  return (2 * leastExcessOf(weight, band)) / (band.min + band.max)
}

/** The number of zones nearest to what the first weight's target wishes; in a part that cannot be held, the one least outside the bands. */
export function preferredZoneCount(
  weighed: readonly Pick<WeighedBand, 'weight' | 'band'>[],
  range: ZoneRange,
  target: number,
): number {
  if (range.fewest <= range.most)
    return Math.min(range.most, Math.max(range.fewest, Math.round(weighed[0]!.weight / target)))
  const missed = (count: number) =>
    weighed.reduce((sum, { weight, band }) => sum + count * excessShare(weight / count, band), 0)
  let best = Math.max(1, range.most)
  for (let count = best + 1; count <= range.fewest; count++) if (missed(count) < missed(best)) best = count
  return best
}

export type CountedPart = { weight: number; range: ZoneRange; unitCount: number }

/**
 * Shares an exact number of zones out among parts, each inside its range where that is possible, by weight.
 *
 * @param parts parts that are divided
 * @param zones the number to reach; ranges are left only when they cannot add up to it
 * @param present numbers to start from, each inside its range; the fewest when absent
 * @returns     zones of each part, ≥ 1; they add up to `zones` when 1 ≤ zones per part ≤ units allow it
 *
 * O(zones · parts). Ties go to the earlier part.
 */
export function shareZones(
  parts: readonly CountedPart[],
  zones: number,
  present?: readonly number[],
): number[] {
  const counts = parts.map(
    ({ range }, part) =>
      present?.[part] ?? (range.fewest <= range.most ? range.fewest : Math.max(1, range.most)),
  )
  let missing = zones - counts.reduce((sum, count) => sum + count, 0)
  while (missing !== 0) {
    const step = missing > 0 ? 1 : -1
    const part = nextPart(parts, counts, step)
    if (part === -1) break
    counts[part]! += step
    missing -= step
  }
  return counts
}

/** The part whose zones are heaviest (to add) or lightest (to take), those still inside their range first. */
function nextPart(parts: readonly CountedPart[], counts: readonly number[], step: 1 | -1): number {
  let best = -1
  let bestRank = Number.NEGATIVE_INFINITY
  parts.forEach(({ weight, range, unitCount }, part) => {
    const count = counts[part]! + step
    if (count < 1 || count > unitCount) return
    const mean = weight / count
    const inRange = count >= range.fewest && count <= range.most
    const rank = (step > 0 ? mean : -mean) + (inRange ? Number.MAX_SAFE_INTEGER : 0)
    if (rank > bestRank) {
      bestRank = rank
      best = part
    }
  })
  return best
}
