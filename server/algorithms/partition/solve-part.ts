import { annealPart, type PartPlan, type PartTask } from './anneal-part.ts'
import { repairZones } from './repair-zones.ts'
import type { ZoneRange } from './zone-counts.ts'

export type PartOrder = PartTask & {
  /** Numbers of zones that may be tried when the wished one fails; the wished one alone when the number is exact. */
  range: ZoneRange
  isCountExact: boolean
}

/** Larger parts are mended in place only: there another start is no likelier to fit everywhere. */
const LARGEST_PART_TO_RESTART = 1500
const MOST_ATTEMPTS = 4

/**
 * Divides one connected part: a start from random trees (or from the current plan), annealed; zones outside the band
 * are mended in place; a small part that still does not fit gets other starts and, where free, other numbers of zones.
 *
 * @returns the best plan: least weight outside the band first, then least cost; every zone connected
 */
export function solvePart(order: PartOrder): PartPlan {
  if (order.zoneCount === 1) {
    const zoneOf = new Int32Array(order.graph.weights.length)
    return { zoneOf, zoneCount: 1, excess: 0, cost: 0 }
  }
  const isFeasible = order.range.fewest <= order.range.most
  const attempts = isFeasible && order.graph.weights.length <= LARGEST_PART_TO_RESTART ? MOST_ATTEMPTS : 1
  const counts = countsToTry(order)
  let best: PartPlan | undefined
  for (let attempt = 0; attempt < attempts; attempt++) {
    const zoneCount = counts[attempt % counts.length]!
    const task = { ...order, zoneCount, seed: order.seed + 7919 * attempt }
    let plan = annealPart(task)
    if (plan.excess > 0 && isFeasible) plan = repairZones(task, plan, order.isCountExact)
    if (!best || plan.excess < best.excess || (plan.excess === best.excess && plan.cost < best.cost))
      best = plan
    if (best.excess === 0 || order.shouldStop?.()) break
  }
  return best!
}

/** The wished number first, then its neighbours outwards, as far as the range allows. */
function countsToTry({ zoneCount, range, isCountExact, start }: PartOrder): number[] {
  if (isCountExact || start) return [zoneCount]
  return [0, -1, 1, -2, 2]
    .map((step) => zoneCount + step)
    .filter((count) => count === zoneCount || (count >= range.fewest && count <= range.most))
}
