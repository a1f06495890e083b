import { SeededRandom } from '../statistics/seeded-random.ts'
import { annealZones } from './anneal-zones.ts'
import { divideByTrees } from './divide-by-trees.ts'
import type { Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import type { CurrentPlan } from './start-from-current.ts'
import type { ZoneRange } from './zone-counts.ts'
import { ZoneState } from './zone-state.ts'

export type PartTask = {
  graph: PartGraph
  objective: Objective
  zoneCount: number
  /** Counts that may be tried when the wished one fails; the wished one alone when the number is exact. */
  range: ZoneRange
  isCountExact: boolean
  seed: number
  effort: number
  /** The plan to start from and stay near to. */
  start?: CurrentPlan
  onProgress?: (share: number) => void
  shouldStop?: () => boolean
}

export type PartPlan = { zoneOf: Int32Array; zoneCount: number; excess: number; cost: number }

const MOVES_PER_UNIT = 1000
const MOST_ATTEMPTS = 5

/**
 * Divides one connected part: a start from random trees (or from the current plan), annealed; again with another start
 * and, where free, another number of zones while the band is not held.
 *
 * @returns the best plan: least weight outside the band first, then least cost; every zone connected
 */
export function solvePart(task: PartTask): PartPlan {
  if (task.zoneCount === 1) {
    const zoneOf = new Int32Array(task.graph.weights.length)
    return { zoneOf, zoneCount: 1, excess: 0, cost: 0 }
  }
  let best: PartPlan | undefined
  const counts = countsToTry(task)
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const plan = attemptPlan(task, counts[attempt % counts.length]!, attempt)
    if (!best || plan.excess < best.excess || (plan.excess === best.excess && plan.cost < best.cost))
      best = plan
    if (best.excess === 0 || task.shouldStop?.()) break
  }
  return best!
}

/** The wished number first, then its neighbours outwards, as far as the range allows. */
function countsToTry({ zoneCount, range, isCountExact, start }: PartTask): number[] {
  if (isCountExact || start) return [zoneCount]
  return [0, -1, 1, -2, 2]
    .map((step) => zoneCount + step)
    .filter((count) => count === zoneCount || (count >= range.fewest && count <= range.most))
}

function attemptPlan(task: PartTask, zoneCount: number, attempt: number): PartPlan {
  const random = new SeededRandom(task.seed + 7919 * attempt)
  const zoneOf = task.start
    ? task.start.zoneOf.slice()
    : divideByTrees(task.graph, zoneCount, task.objective, random)
  const state = new ZoneState(task.graph, task.objective, {
    zoneOf,
    zoneCount,
    ...(task.start && { home: task.start.home }),
  })
  annealZones(state, {
    moves: Math.max(2000, MOVES_PER_UNIT * task.effort * zoneOf.length),
    startTemperature: 2,
    endTemperature: 0.05,
    resplitShare: 0.01,
    chainShare: 0.15,
    random,
    ...(task.onProgress && { onProgress: task.onProgress }),
    ...(task.shouldStop && { shouldStop: task.shouldStop }),
  })
  return { zoneOf: state.zoneOf, zoneCount, excess: state.totalExcess(), cost: state.totalCost() }
}
