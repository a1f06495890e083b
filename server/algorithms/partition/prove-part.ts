import { annealPart, type PartPlan, type PartTask } from './anneal-part.ts'
import { compareWithCurrent } from './compare-with-current.ts'
import { zoneExcesses } from './further-sums.ts'
import type { Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import { MOST_UNITS_TO_SEARCH, searchExhaustively } from './search-exhaustively.ts'
import { allBands } from './unit-graph.ts'
import { leastExcessOf, leastExcessShare, weighPart } from './zone-counts.ts'

export type ProvenPlan = PartPlan & {
  /** True when no plan of the part is inside the band: every one was tried. */
  isProven: boolean
}

/** Zones that one search may look at: at most about half a second, mostly a few milliseconds. */
export const SEARCH_BUDGET = 400_000

/**
 * Looks behind a plan that leaves weight outside the band: a small part is searched exhaustively, first for a plan inside
 * the band, then, when that is proven not to exist, for the one with the least weight outside.
 *
 * @param task         the part as it was annealed
 * @param plan         the best plan so far
 * @param isCountExact whether the number of zones must stay
 * @returns            the plan, a better one, or the proof that there is none inside the band
 *
 * Nothing is done for a plan inside the band or a large part. Deterministic.
 */
export function provePart(task: PartTask, plan: PartPlan, isCountExact: boolean): ProvenPlan {
  const unproven = { ...plan, isProven: false }
  const { graph, objective } = task
  const nothing = excessTolerance(objective)
  if (plan.excess <= nothing || graph.weights.length > MOST_UNITS_TO_SEARCH) return unproven
  const search = (below: number) => {
    const { min, max, target, furtherBands } = objective
    const bands = { min, max, target, furtherBands }
    const counted = isCountExact ? { mostZones: plan.zoneCount } : {}
    const found = searchExhaustively(graph, { ...bands, below, budget: SEARCH_BUDGET, ...counted })
    const slot = isCountExact ? plan.zoneCount : 0
    return found && { excess: found.leastExcess[slot]!, plan: () => found.planWith(slot) }
  }
  const floor = floorOf(graph, objective)
  const inside = floor > nothing ? undefined : search(nothing)
  if (floor <= nothing && !inside) return unproven
  if (inside && inside.excess < nothing) return { ...polishPlan(task, inside.plan()), isProven: false }
  const least = plan.excess - nothing > floor ? search(plan.excess - nothing) : undefined
  if (!least || least.excess === Number.POSITIVE_INFINITY) return { ...plan, isProven: true }
  return { ...polishPlan(task, least.plan()), isProven: true }
}

/** Weight outside the band that is only the rounding of sums. */
export function excessTolerance({ max }: { max: number }): number {
  return 1e-7 * max
}

/** Shortens the boundary of a plan that was found for its weights alone; the weight outside the band does not grow. */
export function polishPlan(task: PartTask, zoneOf: Int32Array): PartPlan {
  const { graph, objective } = task
  const zoneCount = zoneOf.reduce((most, zone) => Math.max(most, zone + 1), 0)
  const start = { zoneOf, zoneCount, home: homesOf(task, { zoneOf, zoneCount }) }
  const calm = { ...objective, startTemperature: objective.endTemperature }
  const polished = annealPart({
    ...task,
    zoneCount,
    start,
    objective: calm,
    effort: Math.min(1, task.effort),
  })
  const excess = excessOf(graph, start, objective)
  return polished.excess <= excess + excessTolerance(objective)
    ? polished
    : { zoneOf, zoneCount, excess, cost: polished.cost }
}

/** Where each unit is today, in the numbers of the zones that continue the present ones. */
function homesOf({ graph, start, objective }: PartTask, plan: { zoneOf: Int32Array; zoneCount: number }) {
  if (!start) return new Int32Array(plan.zoneOf.length).fill(-1)
  const { continuedZones } = compareWithCurrent({ ...plan, weights: graph.weights }, start.home, objective)
  const heirOf = new Map(Array.from(continuedZones, (current, zone) => [current, zone]))
  return start.home.map((zone) => (zone === -1 ? -1 : (heirOf.get(zone) ?? -1)))
}

function excessOf(
  graph: PartGraph,
  plan: { zoneOf: Int32Array; zoneCount: number },
  objective: Objective,
): number {
  return zoneExcesses(graph, plan, objective).reduce((total, excess) => total + excess, 0)
}

/** No plan of the part has less outside, whatever its number of zones. */
function floorOf(graph: PartGraph, objective: Objective): number {
  const [first, ...further] = weighPart(graph, allBands(objective))
  const share = further.reduce((sum, { weight, band }) => sum + leastExcessShare(weight, band), 0)
  return leastExcessOf(first!.weight, objective) + objective.target * share
}
