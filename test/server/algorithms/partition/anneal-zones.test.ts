import { expect, test } from 'vitest'
import { annealZones } from '../../../../server/algorithms/partition/anneal-zones.ts'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aPartField } from '../../../support/part-field.ts'

const plan = {
  moves: 20_000,
  startTemperature: 2,
  endTemperature: 0.2,
  cooling: { from: 0, to: 1 },
  resplitShare: 0.01,
  chainShare: 0.15,
}

test('two long strips become two squares', () => {
  const { graph, objective } = aPartField({ columns: 8, weights: new Array(32).fill(20) })
  const zoneOf = Int32Array.from({ length: 32 }, (_, unit) => (unit < 16 ? 0 : 1))
  const state = new ZoneState(graph, objective, { zoneOf, zoneCount: 2 })
  const before = state.totalCost()
  annealZones(state, { ...plan, random: new SeededRandom(1) })
  expect(state.totalCost()).toBeLessThan(before)
  expect(state.cutCount).toBe(8)
})

test('stopped at once, the plan is no worse than at the start', () => {
  const { graph, objective } = aPartField({ columns: 8, weights: new Array(32).fill(20) })
  const zoneOf = Int32Array.from({ length: 32 }, (_, unit) => (unit < 16 ? 0 : 1))
  const state = new ZoneState(graph, objective, { zoneOf, zoneCount: 2 })
  const before = state.totalCost()
  annealZones(state, { ...plan, random: new SeededRandom(1), shouldStop: () => true })
  expect(state.totalCost()).toBeLessThanOrEqual(before)
})
