import { expect, test } from 'vitest'
import { MergeAndResplit } from '../../../../server/algorithms/partition/merge-and-resplit.ts'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aPartField } from '../../../support/part-field.ts'

test.for([0, 1])('the change it reports is the change of the plan, with %i further weights', (count) => {
  const incidents = Array.from({ length: 36 }, (_, unit) => (unit * 5) % 7)
  const { graph, objective } = aPartField(
    { columns: 6, weights: new Array(36).fill(25), furtherWeights: [incidents].slice(0, count) },
    [{ min: 0, max: 30 }].slice(0, count),
  )
  const zoneOf = Int32Array.from({ length: 36 }, (_, unit) => Math.floor(unit / 12))
  const state = new ZoneState(graph, objective, { zoneOf, zoneCount: 3, home: zoneOf.slice() })
  const resplit = new MergeAndResplit(state, new SeededRandom(2))
  for (let turn = 0; turn < 20; turn++) {
    const before = state.totalCost()
    const change = resplit.attempt(state.cutEdges[turn % state.cutCount]!, () => true)
    expect(state.totalCost()).toBeCloseTo(before + change, 6)
  }
})

test('what is not accepted changes nothing', () => {
  const { graph, objective } = aPartField({ columns: 4, weights: new Array(16).fill(25) })
  const zoneOf = Int32Array.from({ length: 16 }, (_, unit) => (unit < 8 ? 0 : 1))
  const state = new ZoneState(graph, objective, { zoneOf, zoneCount: 2 })
  expect(new MergeAndResplit(state, new SeededRandom(2)).attempt(state.cutEdges[0]!, () => false)).toBe(0)
  expect([...state.zoneOf].join('')).toBe('0000000011111111')
})
