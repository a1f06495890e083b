import { SeededRandom } from '../statistics/seeded-random.ts'
import { annealZones } from './anneal-zones.ts'
import { divideByTrees } from './divide-by-trees.ts'
import type { Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import type { CurrentPlan } from './start-from-current.ts'
import { ZoneState } from './zone-state.ts'

export type PartTask = {
  graph: PartGraph
  objective: Objective
  zoneCount: number
  seed: number
  /** 1 ≈ 1,000 moves for each unit. */
  effort: number
  /** The plan to start from and stay near to; random trees when absent. */
  start?: CurrentPlan
  /** Zones to go on from, when the cooling has begun elsewhere; length m. */
  plan?: Int32Array
  /** The stretch of the cooling to run, 0…1; all of it when absent. */
  cooling?: { from: number; to: number }
  onProgress?: (share: number) => void
  shouldStop?: () => boolean
}

export type PartPlan = {
  zoneOf: Int32Array
  zoneCount: number
  /** Weight outside the band. */
  excess: number
  cost: number
}

const MOVES_PER_UNIT = 1000
const FEWEST_MOVES = 4096
/** A resplit costs as much as many moves in large zones, so it is tried less often there. */
const RESPLIT_SHARE = 0.01
const SMALL_ZONE_UNITS = 8
const CHAIN_SHARE = 0.15

/** One start, annealed once. Deterministic for the seed; every zone of the plan is connected. */
export function annealPart(task: PartTask): PartPlan {
  const { graph, objective, zoneCount } = task
  const random = new SeededRandom(task.seed)
  const zoneOf =
    (task.plan ?? task.start?.zoneOf)?.slice() ?? divideByTrees(graph, zoneCount, objective, random)
  const state = new ZoneState(graph, objective, {
    zoneOf,
    zoneCount,
    ...(task.start && { home: task.start.home }),
  })
  annealZones(state, {
    moves: Math.max(FEWEST_MOVES, MOVES_PER_UNIT * task.effort * zoneOf.length),
    startTemperature: objective.startTemperature,
    endTemperature: objective.endTemperature,
    cooling: task.cooling ?? { from: 0, to: 1 },
    resplitShare: RESPLIT_SHARE * Math.min(1, (SMALL_ZONE_UNITS * zoneCount) / zoneOf.length),
    chainShare: CHAIN_SHARE,
    random,
    ...(task.onProgress && { onProgress: task.onProgress }),
    ...(task.shouldStop && { shouldStop: task.shouldStop }),
  })
  return { zoneOf: state.zoneOf, zoneCount, excess: state.totalExcess(), cost: state.totalCost() }
}
