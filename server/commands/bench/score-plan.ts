import { labelComponents } from '../../algorithms/graph/label-components.ts'
import { compareWithCurrent } from '../../algorithms/partition/compare-with-current.ts'
import { measurePlan, sumZones } from '../../algorithms/partition/measure-plan.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import type { BenchCase } from './bench-case.ts'

/** What a plan is judged by, whoever made it. */
export type PlanScore = {
  /** Every unit assigned, every zone connected, no zone outside the band that could be inside, the wished number of zones. */
  isValid: boolean
  /** Zones that are avoidably outside the band, and pieces too many. */
  faults: number
  zones: number
  innerBoundaryMeters: number
  cutEdges: number
  polsbyPopper: number
  /** Share of the weight that left its zone, in per cent; only with zones of today. */
  movedPercent?: number
}

/**
 * Judges a plan by the rules of the independent scorer: a zone over max is excused when one unit alone makes it so, a
 * zone under min when it is a whole part of the map between units over max.
 *
 * @param zoneOf any number for each zone
 */
export function scorePlan(task: BenchCase, zoneOf: Int32Array): PlanScore {
  const { graph } = task
  const { plan, zoneCount } = renumber(zoneOf)
  const sums = sumZones(graph, plan, zoneCount)
  const pieces = labelComponents(
    graph,
    () => true,
    (edge, from) => plan[graph.neighbours[edge]!] === plan[from],
  ).count
  const faults = pieces - zoneCount + countOutside(task, plan, sums.weights)
  const { internalBoundaryMeters, cutEdges, polsbyPopperMean } = measurePlan(graph, plan, sums)
  return {
    isValid: faults === 0 && (task.zones === undefined || zoneCount === task.zones),
    faults,
    zones: zoneCount,
    innerBoundaryMeters: internalBoundaryMeters,
    cutEdges,
    polsbyPopper: polsbyPopperMean,
    ...(task.current && { movedPercent: movedPercent(task, task.current, { plan, zoneCount }) }),
  }
}

function renumber(zoneOf: Int32Array) {
  const numbers = new Map<number, number>()
  for (const zone of zoneOf) if (!numbers.has(zone)) numbers.set(zone, numbers.size)
  return { plan: zoneOf.map((zone) => numbers.get(zone)!), zoneCount: numbers.size }
}

function countOutside({ graph, min, max }: BenchCase, plan: Int32Array, zoneWeights: Float64Array): number {
  const light = lightParts(graph, { min, max })
  const weighted = new Int32Array(zoneWeights.length)
  const units = new Int32Array(zoneWeights.length)
  const partOfZone = new Int32Array(zoneWeights.length).fill(-1)
  plan.forEach((zone, unit) => {
    units[zone]! += 1
    if (graph.weights[unit]! > 0) weighted[zone]! += 1
    const part = light.partOf[unit]!
    partOfZone[zone] = units[zone] === 1 || partOfZone[zone] === part ? part : -1
  })
  let outside = 0
  zoneWeights.forEach((weight, zone) => {
    const isWholePart = partOfZone[zone] !== -1 && light.sizes[partOfZone[zone]!] === units[zone]
    if (weight > max && weighted[zone] !== 1) outside++
    if (weight < min && !isWholePart) outside++
  })
  return outside
}

/** Parts of the map between units over max that are lighter than min altogether; −1 for units of other parts. */
function lightParts(graph: UnitGraph, { min, max }: { min: number; max: number }) {
  const { componentOf, count } = labelComponents(graph, (unit) => graph.weights[unit]! <= max)
  const sizes = new Int32Array(count)
  const weights = new Float64Array(count)
  componentOf.forEach((part, unit) => {
    if (part === -1) return
    sizes[part]! += 1
    weights[part]! += graph.weights[unit]!
  })
  return { partOf: componentOf.map((part) => (part !== -1 && weights[part]! < min ? part : -1)), sizes }
}

function movedPercent(
  { graph: { weights }, min, max }: BenchCase,
  current: Int32Array,
  { plan, zoneCount }: { plan: Int32Array; zoneCount: number },
): number {
  const { movedWeight } = compareWithCurrent({ weights, zoneOf: plan, zoneCount }, current, { min, max })
  return (100 * movedWeight) / weights.reduce((sum, weight) => sum + weight, 0)
}
