import { labelComponents } from '../graph/label-components.ts'
import {
  allBands,
  allWeights,
  isCarrier,
  isSameRegion,
  type PartitionOptions,
  type UnitGraph,
} from './unit-graph.ts'

/** What is settled before any search: zones that follow from the input alone, and the parts left to divide. */
export type FoundParts = {
  /** Zones that cannot be otherwise: locked ones, units over max (with the empty units that only they touch). */
  settled: { units: number[]; kind: 'locked' | 'heavy' }[]
  /** Connected sets of the other land units, ascending; no zone reaches from one to another. */
  parts: Int32Array[]
}

/**
 * Finds the connected parts that are divided independently: edges between regions, water, locked zones and units over
 * the max of any weight separate them.
 *
 * @param graph   the whole
 * @param options bands, `current` and `lockedZones`
 * @returns       settled zones and parts, in the order of their lowest unit; water, and land where nobody lives that only
 *                water joins to the rest, is in neither
 *
 * O(n + e). Deterministic.
 */
export function findParts(graph: UnitGraph, options: PartitionOptions): FoundParts {
  const unitCount = graph.weights.length
  const locked = new Set(options.lockedZones)
  const settledOf = new Int32Array(unitCount).fill(-1)
  const settled: FoundParts['settled'] = []
  const weights = allWeights(graph)
  const bands = allBands(options)
  const isOverMax = (unit: number) => weights.some((each, index) => each[unit]! > bands[index]!.max)
  const lockedSlots = new Map<number, number>()
  for (let unit = 0; unit < unitCount; unit++) {
    const zone = options.current?.[unit] ?? -1
    if (zone !== -1 && locked.has(zone)) {
      const slot = lockedSlots.get(zone) ?? settled.push({ units: [], kind: 'locked' }) - 1
      lockedSlots.set(zone, slot)
      settled[slot]!.units.push(unit)
      settledOf[unit] = slot
    } else if (isCarrier(graph, unit) && isOverMax(unit))
      settledOf[unit] = settled.push({ units: [unit], kind: 'heavy' }) - 1
  }
  const parts: Int32Array[] = []
  for (const units of landComponents(graph, settledOf)) {
    const isEmpty = units.every((unit) => weights.every((each) => each[unit] === 0))
    const host = isEmpty ? heavyNeighbour(graph, units, { settledOf, settled }) : -1
    if (host !== -1) settled[host]!.units.push(...units)
    // An islet or a far bank where nobody lives needs no zone of its own: it joins one with the water around it.
    else if (!isEmpty || !touchesWater(graph, units)) parts.push(Int32Array.from(units))
  }
  return { settled, parts }
}

function landComponents(graph: UnitGraph, settledOf: Int32Array): number[][] {
  const { componentOf, count } = labelComponents(
    graph,
    (unit) => settledOf[unit] === -1 && isCarrier(graph, unit),
    (edge, from) => isSameRegion(graph, from, graph.neighbours[edge]!),
  )
  const components = Array.from({ length: count }, (): number[] => [])
  componentOf.forEach((component, unit) => {
    if (component !== -1) components[component]!.push(unit)
  })
  return components
}

function touchesWater(graph: UnitGraph, units: readonly number[]): boolean {
  return units.some((unit) => {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
      const next = graph.neighbours[edge]!
      if (!isCarrier(graph, next) && isSameRegion(graph, unit, next)) return true
    }
    return false
  })
}

/** The zone of the unit over max that an empty part shares the longest boundary with, −1 when it touches none. */
function heavyNeighbour(
  graph: UnitGraph,
  units: readonly number[],
  { settledOf, settled }: { settledOf: Int32Array; settled: FoundParts['settled'] },
): number {
  const shared = new Map<number, number>()
  for (const unit of units) {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
      const next = graph.neighbours[edge]!
      const slot = settledOf[next]!
      if (slot === -1 || settled[slot]!.kind !== 'heavy' || !isSameRegion(graph, unit, next)) continue
      shared.set(slot, (shared.get(slot) ?? 0) + graph.sharedMeters[edge]!)
    }
  }
  let best = -1
  for (const [slot, meters] of shared) if (best === -1 || meters > shared.get(best)!) best = slot
  return best
}
