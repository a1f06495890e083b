import type { SeededRandom } from '../statistics/seeded-random.ts'
import { divideByTrees } from './divide-by-trees.ts'
import { type PartGraph, takePart } from './part-graph.ts'
import { type CurrentPlan, joinNeighbours } from './start-from-current.ts'

/**
 * Brings today's plan of a part to an exact number of zones: the lightest are dissolved among their neighbours, or the
 * heaviest are divided in two.
 *
 * @param plan      every unit in a zone, every zone connected; not changed
 * @param zoneCount 1…m
 * @param band      what the two halves of a zone should weigh
 *
 * O(zones too many or too few · m). Deterministic for the generator.
 */
export function fitZoneCount(
  graph: PartGraph,
  plan: CurrentPlan,
  {
    zoneCount,
    band,
    random,
  }: { zoneCount: number; band: { min: number; max: number }; random: SeededRandom },
): CurrentPlan {
  const fitted = { ...plan, zoneOf: plan.zoneOf.slice(), home: plan.home.slice() }
  while (fitted.zoneCount > zoneCount) dissolveLightest(graph, fitted)
  while (fitted.zoneCount < zoneCount) splitHeaviest(graph, fitted, { band, random })
  return fitted
}

function dissolveLightest(graph: PartGraph, plan: CurrentPlan): void {
  const weights = weighZones(graph, plan)
  const lightest = weights.indexOf(Math.min(...weights))
  const last = --plan.zoneCount
  const renumber = (zone: number) => (zone === lightest ? -1 : zone === last ? lightest : zone)
  plan.zoneOf = plan.zoneOf.map(renumber)
  plan.home = plan.home.map(renumber)
  joinNeighbours(graph, plan.zoneOf)
}

function splitHeaviest(
  graph: PartGraph,
  plan: CurrentPlan,
  { band, random }: { band: { min: number; max: number }; random: SeededRandom },
): void {
  const sizes = new Int32Array(plan.zoneCount)
  for (const zone of plan.zoneOf) sizes[zone]! += 1
  const weights = weighZones(graph, plan).map((weight, zone) => (sizes[zone]! > 1 ? weight : -1))
  const heaviest = weights.indexOf(Math.max(...weights))
  const units = Int32Array.from([...plan.zoneOf.keys()].filter((unit) => plan.zoneOf[unit] === heaviest))
  const localOf = new Int32Array(graph.weights.length).fill(-1)
  const halves = divideByTrees(takePart(graph, units, localOf), 2, band, random)
  units.forEach((unit, local) => {
    if (halves[local] === 1) plan.zoneOf[unit] = plan.zoneCount
  })
  plan.zoneCount++
}

function weighZones({ weights }: PartGraph, { zoneOf, zoneCount }: CurrentPlan): Float64Array {
  const sums = new Float64Array(zoneCount)
  zoneOf.forEach((zone, unit) => {
    sums[zone]! += weights[unit]!
  })
  return sums
}
