import { findPockets, type ShutGate } from './find-pockets.ts'
import type { PartGraph } from './part-graph.ts'

/** Why a zone is outside the band: it lies behind a unit that it cannot be joined with, or was joined with it all the same. */
export type PocketFacts = {
  /** The unit of the whole graph that shuts the pocket off. */
  gate: number
  pocketWeight: number
  /** The unit with everything that can only go with it. */
  weightWithPockets: number
}

/**
 * Finds the zones that are outside the band because of a pocket no plan can hold: lighter than min and inside the pocket,
 * or heavier than max with the unit that shuts it off and something from behind it.
 *
 * @param graph the part that was divided, whole: without its pockets a branch may weigh less than min
 * @param plan  zone of each of its units
 * @returns     the facts by zone; zones inside the band, or outside it for other reasons, are not in it
 *
 * O(n + e).
 */
export function blamePockets(
  graph: PartGraph,
  { zoneOf, zoneCount }: { zoneOf: Int32Array; zoneCount: number },
  band: { min: number; max: number },
): Map<number, PocketFacts> {
  const gates = findPockets(graph, band)
  const facts = new Map<number, PocketFacts>()
  if (gates.length === 0) return facts
  const weights = new Float64Array(zoneCount)
  const sizes = new Int32Array(zoneCount)
  zoneOf.forEach((zone, unit) => {
    weights[zone]! += graph.weights[unit]!
    sizes[zone]! += 1
  })
  for (const gate of gates)
    for (const pocket of gate.pockets)
      for (const zone of new Set(pocket.units.map((unit) => zoneOf[unit]!))) {
        const inside = pocket.units.filter((unit) => zoneOf[unit] === zone).length
        const isShutIn = weights[zone]! < band.min && inside === sizes[zone]!
        const isOverloaded = weights[zone]! > band.max && zoneOf[gate.unit] === zone
        if ((isShutIn || isOverloaded) && !facts.has(zone)) facts.set(zone, factsOf(graph, gate, pocket))
      }
  return facts
}

function factsOf(graph: PartGraph, gate: ShutGate, { weight }: { weight: number }): PocketFacts {
  return {
    gate: graph.units[gate.unit]!,
    pocketWeight: weight,
    weightWithPockets: gate.weightWithPockets,
  }
}
