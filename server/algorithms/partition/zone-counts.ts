import { bandExcess } from './objective.ts'

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
export function feasibleZoneCounts(
  weight: number,
  unitCount: number,
  { min, max }: { min: number; max: number },
): ZoneRange {
  const fewest = Math.max(1, Math.ceil(weight / max - SLACK))
  const most = min > 0 ? Math.floor(weight / min + SLACK) : unitCount
  return { fewest, most: Math.min(most, unitCount) }
}

/** The number of zones nearest to what the target wishes; in a part that cannot be held, the one least outside the band. */
export function preferredZoneCount(
  weight: number,
  range: ZoneRange,
  band: { min: number; max: number; target: number },
): number {
  if (range.fewest > range.most) {
    const few = Math.max(1, range.most)
    return few * bandExcess(weight / few, band) <= range.fewest * bandExcess(weight / range.fewest, band)
      ? few
      : range.fewest
  }
  return Math.min(range.most, Math.max(range.fewest, Math.round(weight / band.target)))
}

export type CountedPart = { weight: number; range: ZoneRange; unitCount: number }

/**
 * Shares an exact number of zones out among parts, each inside its range where that is possible, by weight.
 *
 * @param parts parts that are divided
 * @param zones the number to reach; ranges are left only when they cannot add up to it
 * @returns     zones of each part, ≥ 1; they add up to `zones` when 1 ≤ zones per part ≤ units allow it
 *
 * O(zones · parts). Ties go to the earlier part.
 */
export function shareZones(parts: readonly CountedPart[], zones: number): number[] {
  const counts = parts.map(({ range }) =>
    range.fewest <= range.most ? range.fewest : Math.max(1, range.most),
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
