import type { PartPlan } from './anneal-part.ts'
import { bandExcess, excessShare, type Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import { excessTolerance, type ProvenPlan, polishPlan, SEARCH_BUDGET } from './prove-part.ts'
import { type Divisions, MOST_UNITS_TO_SEARCH, searchExhaustively } from './search-exhaustively.ts'
import { type SearchSteps, together } from './search-steps.ts'
import { type PartOrder, solvePart } from './solve-part.ts'
import { allBands } from './unit-graph.ts'
import { weighPart } from './zone-counts.ts'

/** What each number of zones would leave outside the band in one part. */
type Outlook = {
  /** No plan with so many zones has less outside. */
  floor: Float64Array
  /** What to expect: the floor, or for the present number what was found. */
  expected: Float64Array
  divisions: Divisions | undefined
}

/** Work on tables of zones × zones; beyond it the shares stay as they are. */
const MOST_TABLE_STEPS = 20_000_000

/**
 * With an exact number of zones over several parts, one part's trouble may be another's room: shares the zones out afresh
 * by what small parts provably can hold and what the weight of large ones allows.
 *
 * @param orders one for each part, with its present number of zones
 * @param plans  what was found; the numbers of zones add up to the wished total
 * @returns      plans with as many zones together and at most as much weight outside the band, proven when no other
 *               share of the zones leaves less
 *
 * O(zones · units) and a search of each small part, only when weight lies outside the band. Deterministic.
 */
export function* reshareZones(
  orders: readonly PartOrder[],
  plans: readonly ProvenPlan[],
): SearchSteps<ProvenPlan[]> {
  const outside = plans.reduce((sum, { excess }) => sum + excess, 0)
  const zones = plans.reduce((sum, { zoneCount }) => sum + zoneCount, 0)
  const units = orders.reduce((sum, { graph }) => sum + graph.weights.length, 0)
  if (orders.length < 2 || orders.length === 0) return [...plans]
  const nothing = excessTolerance(orders[0]!.objective)
  if (outside <= nothing) return [...plans]
  // The proof of one part holds for its present share only.
  const unproven = plans.map((plan) => ({ ...plan, isProven: false }))
  if (zones * units > MOST_TABLE_STEPS) return unproven
  const outlooks = orders.map((order, part) => lookAhead(order, plans[part]!, outside))
  const least = bestShares(outlooks, 'floor', zones).total + nothing
  const best = bestShares(outlooks, 'expected', zones)
  if (best.total >= outside - nothing) return plans.map((plan) => ({ ...plan, isProven: outside <= least }))
  const fresh = yield* together(
    orders.map((order, part) =>
      divideAnew(order, plans[part]!, { ...outlooks[part]!, zoneCount: best.shares[part]! }),
    ),
  )
  const outsideNow = fresh.reduce((sum, { excess }) => sum + excess, 0)
  return outsideNow < outside ? fresh.map((plan) => ({ ...plan, isProven: outsideNow <= least })) : unproven
}

function* divideAnew(
  order: PartOrder,
  plan: ProvenPlan,
  { divisions, expected, zoneCount }: Outlook & { zoneCount: number },
): SearchSteps<PartPlan> {
  if (expected[zoneCount]! >= plan.excess && zoneCount === plan.zoneCount) return plan
  if (divisions) return polishPlan(order, divisions.planWith(zoneCount))
  return yield* solvePart({ ...withoutStart(order), zoneCount })
}

/** Another number of zones than today's cannot start from today's. */
function withoutStart({ start: _start, ...order }: PartOrder): PartOrder {
  return order
}

function lookAhead({ graph, objective }: PartOrder, plan: ProvenPlan, outside: number): Outlook {
  const { min, max, target, furtherBands } = objective
  const bands = { min, max, target, furtherBands }
  const units = graph.weights.length
  const divisions =
    units <= MOST_UNITS_TO_SEARCH
      ? searchExhaustively(graph, { ...bands, mostZones: units, below: outside, budget: SEARCH_BUDGET })
      : undefined
  if (divisions) {
    const least = divisions.leastExcess
    // What the search leaves out is at least `outside`: no share of the zones gains by it.
    return { divisions, floor: least, expected: withPresent(least, plan) }
  }
  const floor = floorsOf(graph, objective)
  const expected = floor.slice()
  expected[plan.zoneCount] = plan.excess
  return { divisions, floor, expected }
}

function withPresent(least: Float64Array, { zoneCount, excess }: ProvenPlan): Float64Array {
  const expected = least.slice()
  expected[zoneCount] = Math.min(expected[zoneCount]!, excess)
  return expected
}

function floorsOf(graph: PartGraph, objective: Objective): Float64Array {
  const [first, ...further] = weighPart(graph, allBands(objective))
  const units = graph.weights.length
  const floors = new Float64Array(units + 1).fill(Number.POSITIVE_INFINITY)
  for (let count = 1; count <= units; count++) {
    const shares = further.map(({ weight, band }) => count * excessShare(weight / count, band))
    const ofFirst = count * bandExcess(first!.weight / count, objective)
    floors[count] = ofFirst + objective.target * shares.reduce((sum, share) => sum + share, 0)
  }
  return floors
}

/** The cheapest way to share so many zones out among the parts. */
function bestShares(outlooks: readonly Outlook[], by: 'floor' | 'expected', zones: number) {
  let totals = new Float64Array(zones + 1).fill(Number.POSITIVE_INFINITY)
  totals[0] = 0
  const choices = outlooks.map((outlook) => {
    const joined = new Float64Array(zones + 1).fill(Number.POSITIVE_INFINITY)
    const chosen = new Int32Array(zones + 1)
    const most = Math.min(zones, outlook[by].length - 1)
    for (let share = 1; share <= most; share++)
      for (let before = 0; before + share <= zones; before++) {
        const total = totals[before]! + outlook[by][share]!
        if (total >= joined[before + share]!) continue
        joined[before + share] = total
        chosen[before + share] = share
      }
    totals = joined
    return chosen
  })
  let left = zones
  const shares = choices.toReversed().map((chosen) => {
    const share = chosen[left]!
    left -= share
    return share
  })
  return { total: totals[zones]!, shares: shares.toReversed() }
}
