import type { NearestPair } from './nearest-unit.ts'
import type { WeightBand } from './read-options.ts'

/** What a report calls the zones, units and weights of a plan. */
export type PlanNames = {
  zoneNames: readonly string[]
  unitIds: readonly string[]
  /** The fields that are balanced, in the order of the graph's weights. */
  weights: readonly WeightBand[]
  /** Whether there is a plan of today to compare with, and the weight of all units. */
  hasCurrent: boolean
  totalWeight: number
  /** What lies nearest to a zone that nothing joins to the rest. */
  nearestOf?: (zone: number) => NearestPair | undefined
}

/**
 * The names of a plan's zones: those that continue a zone of today keep its name, the others take the next free number.
 *
 * @param continuedZones current zone that each zone continues, −1 = new
 * @param currentNames   names of the current zones
 */
export function nameZones(continuedZones: Int32Array, currentNames: readonly string[]): string[] {
  const taken = new Set(currentNames)
  let next = 1
  return Array.from(continuedZones, (current) => {
    if (current !== -1) return currentNames[current]!
    while (taken.has(String(next))) next++
    taken.add(String(next))
    return String(next)
  })
}
