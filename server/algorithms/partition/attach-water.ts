import { labelComponents } from '../graph/label-components.ts'
import { isSameRegion, type UnitGraph } from './unit-graph.ts'

/**
 * Gives every unit that is still without a zone (water) to the neighbouring zone with the longest common boundary, from
 * the shores outwards: water beyond water joins the nearest zone through it. Water that no land of its region touches
 * becomes a zone of its own for each connected piece.
 *
 * @param graph     the whole
 * @param zoneOf    zone of each unit, −1 = none yet; filled in place
 * @param zoneCount zones so far
 * @returns         zones afterwards
 *
 * O(rings of water · (units without zone) · degree). Deterministic: ties go to the lower zone.
 */
export function attachWater(graph: UnitGraph, zoneOf: Int32Array, zoneCount: number): number {
  let waiting: number[] = []
  zoneOf.forEach((zone, unit) => {
    if (zone === -1) waiting.push(unit)
  })
  while (waiting.length > 0) {
    // One ring at a time, decided before it is written, so that the order of the units does not matter.
    const ring = waiting.map((unit) => longestNeighbour(graph, unit, zoneOf))
    const next: number[] = []
    waiting.forEach((unit, index) => {
      if (ring[index] === -1) next.push(unit)
      else zoneOf[unit] = ring[index]!
    })
    if (next.length === waiting.length) break
    waiting = next
  }
  const left = new Set(waiting)
  const { componentOf, count } = labelComponents(
    graph,
    (unit) => left.has(unit),
    (edge, from) => isSameRegion(graph, from, graph.neighbours[edge]!),
  )
  for (const unit of waiting) zoneOf[unit] = zoneCount + componentOf[unit]!
  return zoneCount + count
}

function longestNeighbour(graph: UnitGraph, unit: number, zoneOf: Int32Array): number {
  const shared = new Map<number, number>()
  for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
    const next = graph.neighbours[edge]!
    const zone = zoneOf[next]!
    if (zone !== -1 && isSameRegion(graph, unit, next))
      shared.set(zone, (shared.get(zone) ?? 0) + graph.sharedMeters[edge]!)
  }
  let best = -1
  for (const [zone, meters] of shared) {
    const lead = best === -1 ? 1 : meters - shared.get(best)!
    if (lead > 0 || (lead === 0 && zone < best)) best = zone
  }
  return best
}
