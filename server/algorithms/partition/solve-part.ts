import { annealInBlocks } from './anneal-in-blocks.ts'
import type { PartPlan, PartTask } from './anneal-part.ts'
import { zoneExcesses } from './further-sums.ts'
import { repairZones } from './repair-zones.ts'
import type { SearchSteps } from './search-steps.ts'
import { splitProgress } from './split-progress.ts'
import type { ZoneRange } from './zone-counts.ts'

export type PartOrder = PartTask & {
  /** Numbers of zones that may be tried when the wished one fails; the wished one alone when the number is exact. */
  range: ZoneRange
  isCountExact: boolean
}

/** Larger parts are mended in place only: there another number of zones is no likelier to fit everywhere. */
const LARGEST_PART_TO_RECOUNT = 1500
/** From here on a part is annealed in blocks, when its zones are small beside them. */
const FEWEST_UNITS_FOR_BLOCKS = 1000
const MOST_UNITS_OF_ZONES = 50
/**
 * Few zones have few ways to lie, and which one a search falls into is chance: several searches find more than one
 * long one. Many zones are independent of each other: one long search is best.
 */
const ZONES_PER_EFFORT = 3
const FEWEST_SEARCHES_TO_WARM_UP = 4
/** How far into the cooling a plan that is warmed up again starts. */
const WARM = 0.2
const WARMING_ROUNDS = 5

/**
 * Divides one connected part: searches from random trees (or from the current plan); zones outside the band are mended
 * in place; a small part that still does not fit is tried with other numbers of zones where that is free.
 *
 * @returns the best plan: least weight outside the band first, then least cost; every zone connected
 */
export function* solvePart(order: PartOrder): SearchSteps<PartPlan> {
  if (order.zoneCount === 1) {
    const zoneOf = new Int32Array(order.graph.weights.length)
    const [excess] = zoneExcesses(order.graph, { zoneOf, zoneCount: 1 }, order.objective)
    return { zoneOf, zoneCount: 1, excess: excess!, cost: 0 }
  }
  const isFeasible = order.range.fewest <= order.range.most
  let best: PartPlan | undefined
  for (const [attempt, zoneCount] of countsToTry(order).entries()) {
    const task = { ...order, zoneCount, seed: order.seed + 7919 * attempt }
    let plan = isLarge(task) ? yield* annealInBlocks(task) : yield* searchOften(task)
    if (plan.excess > 0 && isFeasible) plan = repairZones(task, plan, order.isCountExact)
    best = best ? betterPlan(best, plan) : plan
    if (best.excess === 0 || !isFeasible || order.shouldStop?.()) break
  }
  return best!
}

function isLarge({ graph, zoneCount }: PartTask): boolean {
  return (
    graph.weights.length >= FEWEST_UNITS_FOR_BLOCKS && zoneCount * MOST_UNITS_OF_ZONES >= graph.weights.length
  )
}

/**
 * Spends the effort on one search or several, and keeps the best. Of several the first half starts afresh; the others
 * warm the best plan up again, so that what is good about it may stay.
 */
function* searchOften(task: PartTask): SearchSteps<PartPlan> {
  const effortOfOne = Math.min(task.effort, Math.max(1, task.zoneCount / ZONES_PER_EFFORT))
  const searches = Math.max(1, Math.round(task.effort / effortOfOne))
  const rounds = searches < FEWEST_SEARCHES_TO_WARM_UP ? [searches] : shareRounds(searches)
  const reports = splitProgress(rounds, task.onProgress)
  let best: PartPlan | undefined
  for (const [round, count] of rounds.entries()) {
    const onProgress = splitProgress(new Array<number>(count).fill(1), reports[round])
    const plans = yield onProgress.map((report, search): PartTask => {
      const seed = task.seed + 104_729 * search + 15_485_863 * round
      const one = { ...task, effort: task.effort / searches, seed, onProgress: report }
      if (!best) return one
      const effort = one.effort * (1 - WARM)
      return { ...one, effort, plan: best.zoneOf, cooling: { from: WARM, to: 1 } }
    })
    best = best ? plans.reduce(betterPlan, best) : plans.reduce(betterPlan)
    if (task.shouldStop?.()) break
  }
  return best!
}

/** Half of the searches at once, then the others, shorter and therefore more, in a few rounds. */
function shareRounds(searches: number): number[] {
  const fresh = Math.ceil(searches / 2)
  const warmed = Math.round((searches - fresh) / (1 - WARM))
  const aRound = Math.ceil(warmed / WARMING_ROUNDS)
  const rounds = [fresh]
  for (let left = warmed; left > 0; left -= aRound) rounds.push(Math.min(left, aRound))
  return rounds
}

function betterPlan(one: PartPlan, other: PartPlan): PartPlan {
  const lead = one.excess - other.excess || one.cost - other.cost
  return lead <= 0 ? one : other
}

/** The wished number first, then its neighbours outwards, as far as the range allows. */
function countsToTry({ zoneCount, range, isCountExact, start, graph }: PartOrder): number[] {
  if (isCountExact || start || graph.weights.length > LARGEST_PART_TO_RECOUNT) return [zoneCount]
  return [0, -1, 1, -2, 2]
    .map((step) => zoneCount + step)
    .filter((count) => count === zoneCount || (count >= range.fewest && count <= range.most))
}
