import { expect, test } from 'vitest'
import { contractPart } from '../../../../server/algorithms/partition/contract-part.ts'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { aPartField } from '../../../support/part-field.ts'

const weights = Array.from({ length: 24 }, (_, unit) => 10 + unit)
const { graph, objective } = aPartField({ columns: 6, weights, furtherWeights: [weights] }, [
  { min: 0, max: 500 },
])
// Columns in pairs: three groups side by side.
const groupOf = Int32Array.from(weights, (_, unit) => Math.floor((unit % 6) / 2))

test('groups carry the sums of their units, and one edge for all those between two groups', () => {
  const contracted = contractPart(graph, groupOf, 3)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  expect(contracted.weights.reduce((sum, weight) => sum + weight, 0)).toBe(total)
  expect(contracted.furtherWeights[0]).toEqual(contracted.weights)
  expect([...contracted.areas]).toEqual([80_000, 80_000, 80_000])
  expect([...contracted.perimeters]).toEqual([1200, 1200, 1200])
  expect([...contracted.neighbours]).toEqual([1, 0, 2, 1])
  expect([...contracted.sharedMeters]).toEqual([400, 400, 400, 400])
  expect([...contracted.reverse]).toEqual([1, 0, 3, 2])
})

test('a plan of the groups costs what it costs written back to the units', () => {
  const contracted = contractPart(graph, groupOf, 3)
  const plan = Int32Array.of(0, 1, 1)
  const ofGroups = new ZoneState(contracted, objective, { zoneOf: plan, zoneCount: 2 })
  const written = groupOf.map((group) => plan[group]!)
  const ofUnits = new ZoneState(graph, objective, { zoneOf: written, zoneCount: 2 })
  expect(ofGroups.totalCost()).toBeCloseTo(ofUnits.totalCost())
  expect(ofGroups.totalExcess()).toBe(ofUnits.totalExcess())
})
