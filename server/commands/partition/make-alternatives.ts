import { compareWithCurrent } from '../../algorithms/partition/compare-with-current.ts'
import type {
  PartitionOptions,
  PartitionResult,
  UnitGraph,
} from '../../algorithms/partition/partition-units.ts'
import { holdsBand } from './describe-plan.ts'
import type { Divide } from './open-divider.ts'

export type Alternative = {
  seed: number
  plan: PartitionResult
  /** Share of the weight that is in another zone than in the first plan, 0…1; absent for that one itself. */
  differs?: number
}

/** With less of its weight in other zones than in any earlier plan an alternative is no choice. */
const LEAST_DIFFERENCE = 0.05
/** How often the earlier plans are held against an alternative, turn by turn, until it differs from them. */
const PRESSURES = [1, 4, 16]

/**
 * Makes one plan, or several that differ: each avoids the boundaries of those before it, more strongly when it turned out
 * nearly the same again. A plan inside the bands comes before one that differs.
 *
 * @param options  with the seed of the first plan; the others take the next seeds
 * @param count    how many
 * @param warnings told of alternatives that are none
 * @param divide   makes one plan
 */
export async function makeAlternatives(
  graph: UnitGraph,
  options: PartitionOptions & { seed: number },
  { count, warnings, divide }: { count: number; warnings: string[]; divide: Divide },
): Promise<Alternative[]> {
  const made: Alternative[] = []
  for (let index = 0; index < count; index++) {
    const seed = options.seed + index
    const onProgress = (share: number) => options.onProgress?.((index + share) / count)
    const earlier = made.map(({ plan }) => plan)
    const plan = await makeUnlike(graph, { ...options, seed, onProgress }, { earlier, divide })
    if (index > 0 && !isUnlike(graph, plan, earlier))
      warnings.push(
        `Alternative ${index + 1} is nearly an earlier plan again: the map and the band leave little choice.`,
      )
    made.push({ seed, plan, ...(index > 0 && { differs: differenceBetween(graph, plan, earlier[0]!) }) })
  }
  return made
}

/** The first plan that is inside the bands and differs; when none does, the most different one of those inside. */
async function makeUnlike(
  graph: UnitGraph,
  options: PartitionOptions,
  { earlier, divide }: { earlier: readonly PartitionResult[]; divide: Divide },
): Promise<PartitionResult> {
  if (earlier.length === 0) return divide(graph, options)
  let best: { plan: PartitionResult; rank: number } | undefined
  for (const pressure of PRESSURES) {
    const avoid = earlier.flatMap(({ zoneOfUnit }) => new Array<Int32Array>(pressure).fill(zoneOfUnit))
    const plan = await divide(graph, { ...options, avoid })
    const rank = leastDifference(graph, plan, earlier) + (holdsBand(plan) ? 1 : 0)
    if (!best || rank > best.rank) best = { plan, rank }
    if (isUnlike(graph, plan, earlier) || plan.isStopped) break
  }
  return best!.plan
}

/** A plan that is to change little need not differ by more than half of what the first one moves. */
function isUnlike(graph: UnitGraph, plan: PartitionResult, earlier: readonly PartitionResult[]): boolean {
  const { movedWeight } = earlier[0]!.metrics
  const halfOfMoved = movedWeight / 2 / totalOf(graph)
  const wanted = movedWeight > 0 ? Math.min(LEAST_DIFFERENCE, halfOfMoved) : LEAST_DIFFERENCE
  return leastDifference(graph, plan, earlier) >= wanted
}

function leastDifference(
  graph: UnitGraph,
  plan: PartitionResult,
  others: readonly PartitionResult[],
): number {
  return Math.min(...others.map((other) => differenceBetween(graph, plan, other)))
}

/** Share of the weight that changes its zone from one plan to another, zones being the same where they overlap most. */
function differenceBetween(graph: UnitGraph, plan: PartitionResult, other: PartitionResult): number {
  const total = totalOf(graph)
  const compared = { weights: graph.weights, zoneOf: plan.zoneOfUnit, zoneCount: plan.zoneCount }
  return compareWithCurrent(compared, other.zoneOfUnit, { min: 0, max: total }).movedWeight / total
}

/** The weight of all units; 1 when they weigh nothing, so that shares of it are 0. */
function totalOf({ weights }: UnitGraph): number {
  return weights.reduce((sum, weight) => sum + weight, 0) || 1
}
