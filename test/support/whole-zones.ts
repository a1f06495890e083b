import { expect } from 'vitest'
import { labelComponents } from '../../server/algorithms/graph/label-components.ts'
import type { PartitionResult, UnitGraph } from '../../server/algorithms/partition/partition-units.ts'

/** Every unit is in one zone, every zone in one region and one piece, on land too where anybody lives. */
export function expectWholeZones(graph: UnitGraph, plan: PartitionResult) {
  const zoneOf = plan.zoneOfUnit
  expect(zoneOf.every((zone) => zone >= 0 && zone < plan.zoneCount)).toBe(true)
  const regionOf = new Map<number, number>()
  zoneOf.forEach((zone, unit) => {
    expect(regionOf.get(zone) ?? graph.regions![unit]).toBe(graph.regions![unit])
    regionOf.set(zone, graph.regions![unit]!)
  })
  const sameZone = (edge: number, from: number) => zoneOf[graph.neighbours[edge]!] === zoneOf[from]
  expect(labelComponents(graph, () => true, sameZone).count).toBe(plan.zoneCount)
  // Without the water, the people of each zone still live in one piece of land.
  const isLand = (unit: number) => graph.carriers![unit] === 1
  const { componentOf } = labelComponents(graph, isLand, sameZone)
  const homes = new Map<number, Set<number>>()
  zoneOf.forEach((zone, unit) => {
    if (isLand(unit) && graph.weights[unit]! > 0)
      homes.set(zone, (homes.get(zone) ?? new Set()).add(componentOf[unit]!))
  })
  for (const pieces of homes.values()) expect(pieces.size).toBe(1)
}
