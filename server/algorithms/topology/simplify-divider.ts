import type { PlanePoint } from '../geometry/local-plane.ts'
import type { Divider } from './voronoi-dividers.ts'

/** A line may move by this share of the room it has … */
const SHARE_OF_CLEARANCE = 0.3
/** … but always by the least and never by more than the most. */
const LEAST_METERS = 0.2
const MOST_METERS = 5

/**
 * Leaves out corners of a line (Douglas–Peucker), boldly in the open, carefully between walls: each corner may be passed
 * at a distance in proportion to its clearance. Both ends stay; so does the corner of a ring farthest from its start.
 *
 * @returns the corners that are kept. Cost: O(n log n), O(n²) at worst. Deterministic.
 */
export function simplifyDivider({ points, clearances }: Divider): PlanePoint[] {
  const isKept = new Uint8Array(points.length)
  isKept[0] = 1
  isKept[points.length - 1] = 1
  const waiting: [number, number][] = [[0, points.length - 1]]
  while (waiting.length > 0) {
    const [from, to] = waiting.pop()!
    let [worst, worstRatio] = [-1, 1]
    for (let i = from + 1; i < to; i++) {
      const allowed = Math.min(MOST_METERS, Math.max(LEAST_METERS, clearances[i]! * SHARE_OF_CLEARANCE))
      const ratio = distance(points[i]!, points[from]!, points[to]!) / allowed
      if (ratio > worstRatio) [worst, worstRatio] = [i, ratio]
    }
    if (worst < 0) continue
    isKept[worst] = 1
    waiting.push([from, worst], [worst, to])
  }
  return points.filter((_, index) => isKept[index])
}

function distance([x, y]: PlanePoint, [ax, ay]: PlanePoint, [bx, by]: PlanePoint): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
  return Math.hypot(ax + share * dx - x, ay + share * dy - y)
}
