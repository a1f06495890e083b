import type { Position } from 'geojson'
import { type LngLat, shiftToWgs84 } from './shifted-systems.ts'

/** What may have gone wrong with the coordinates of an input; `none` = they fit as declared. */
export type CrsHypothesis = 'none' | 'gcj02' | 'bd09' | 'swapped' | 'elsewhere'

export type CrsVerdict = {
  likely: CrsHypothesis
  /** Share of the sample inside the jurisdiction under each hypothesis, 0 to 1. */
  insideShare: Record<Exclude<CrsHypothesis, 'elsewhere'>, number>
  sampled: number
}

/** Fewer points than this outside are no evidence. */
const FEWEST_OUTSIDE = 3
/** A hypothesis is named when it leaves at most this part of the outside points outside. */
const MUST_EXPLAIN = 0.5
/** Share outside under every hypothesis from which the file is said to lie elsewhere. */
const ELSEWHERE_SHARE = 0.5

/**
 * Asks whether points that were declared WGS 84 lie better in a jurisdiction when they are taken for GCJ-02, BD-09 or latitude-first.
 * @param points sample of the input after conversion under the declared system: longitude, latitude (some hundred are enough)
 * @param contains says whether a longitude, latitude lies in the jurisdiction
 * @returns the likely mistake, and the share inside under each; ties go to the plainer hypothesis
 * A shift of 500 m moves few points of a large county over its border, so not the share decides but what becomes of the points that are outside.
 */
export function guardCrs(
  points: readonly Position[],
  contains: (lng: number, lat: number) => boolean,
): CrsVerdict {
  const under: Record<Exclude<CrsHypothesis, 'elsewhere'>, (point: LngLat) => LngLat> = {
    none: (point) => point,
    gcj02: (point) => shiftToWgs84(point, 'GCJ-02'),
    bd09: (point) => shiftToWgs84(point, 'BD-09'),
    swapped: ([lng, lat]) => [lat, lng],
  }
  const outside = (hypothesis: keyof typeof under) =>
    points.filter((point) => !contains(...under[hypothesis](point as unknown as LngLat))).length
  const outsideCount = {
    none: outside('none'),
    gcj02: outside('gcj02'),
    bd09: outside('bd09'),
    swapped: outside('swapped'),
  }
  const share = (count: number) => (points.length === 0 ? 1 : 1 - count / points.length)
  return {
    likely: likely(outsideCount, points.length),
    insideShare: {
      none: share(outsideCount.none),
      gcj02: share(outsideCount.gcj02),
      bd09: share(outsideCount.bd09),
      swapped: share(outsideCount.swapped),
    },
    sampled: points.length,
  }
}

function likely(
  outside: Record<Exclude<CrsHypothesis, 'elsewhere'>, number>,
  sampled: number,
): CrsHypothesis {
  if (outside.none < FEWEST_OUTSIDE) return sampled > 0 && outside.none === sampled ? 'elsewhere' : 'none'
  const best = (['gcj02', 'bd09', 'swapped'] as const).reduce((a, b) => (outside[b] < outside[a] ? b : a))
  if (outside[best] <= outside.none * MUST_EXPLAIN) return best
  return outside.none > sampled * ELSEWHERE_SHARE ? 'elsewhere' : 'none'
}
