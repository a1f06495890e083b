import type { Position } from 'geojson'
import { type LngLat, shiftToWgs84 } from './shifted-systems.ts'

/** What may have gone wrong with the coordinates of an input; `none` = they fit as declared. */
export type CrsHypothesis = 'none' | 'gcj02' | 'bd09' | 'swapped' | 'elsewhere'

/** Every hypothesis that can be tested by moving points. */
export const CRS_HYPOTHESES = ['none', 'gcj02', 'bd09', 'swapped'] as const
type Tested = (typeof CRS_HYPOTHESES)[number]

/** Fewer points than this outside are no evidence. */
const FEWEST_OUTSIDE = 3
/** A hypothesis is named when it leaves at most this part of the outside points outside. */
const MUST_EXPLAIN = 0.5
/** Share outside under every hypothesis from which the file is said to lie elsewhere. */
const ELSEWHERE_SHARE = 0.5

/**
 * Where points would be under each hypothesis.
 * @param points what was taken for WGS 84: longitude, latitude
 */
export function hypotheticalPoints(points: readonly Position[]): Record<Tested, LngLat[]> {
  const all = points as unknown as readonly LngLat[]
  return {
    none: [...all],
    gcj02: all.map((point) => shiftToWgs84(point, 'GCJ-02')),
    bd09: all.map((point) => shiftToWgs84(point, 'BD-09')),
    swapped: all.map(([lng, lat]) => [lat, lng]),
  }
}

/**
 * Names the likely mistake.
 * @param outside how many of the sampled points lie outside the jurisdiction under each hypothesis
 * @returns the mistake; ties go to the plainer hypothesis. A shift of 500 m moves few points of a large county over its border,
 * so not the share inside decides but what becomes of the points that are outside.
 */
export function judgeCrs(outside: Record<Tested, number>, sampled: number): CrsHypothesis {
  if (outside.none < FEWEST_OUTSIDE) return sampled > 0 && outside.none === sampled ? 'elsewhere' : 'none'
  const best = (['gcj02', 'bd09', 'swapped'] as const).reduce((a, b) => (outside[b] < outside[a] ? b : a))
  if (outside[best] <= outside.none * MUST_EXPLAIN) return best
  return outside.none > sampled * ELSEWHERE_SHARE ? 'elsewhere' : 'none'
}
