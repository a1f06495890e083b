import { expect, test } from 'vitest'
import { FurtherSums, zoneExcesses } from '../../../../server/algorithms/partition/further-sums.ts'
import { aPartField } from '../../../support/part-field.ts'

const incidents = [10, 10, 30, 30]
const { graph, objective } = aPartField(
  { columns: 4, weights: [150, 150, 150, 300], furtherWeights: [incidents] },
  [{ min: 10, max: 30 }],
)

test('a zone costs what its further weight lies outside its band, as a share of the middle', () => {
  const further = new FurtherSums(graph, objective, 2)
  further.recount(Int32Array.of(0, 0, 1, 1))
  expect(further.sums).toEqual([Float64Array.of(20, 60)])
  expect([0, 1].map((zone) => further.excessShareOf(zone))).toEqual([0, 1.5])
  expect(further.costOf(1)).toBe(1.5 * objective.violationPrice)
})

test('what a move would cost is what it costs', () => {
  const further = new FurtherSums(graph, objective, 2)
  further.recount(Int32Array.of(0, 0, 1, 1))
  const expected = further.costWith(1, -1, 2) + further.costWith(0, 2, -1)
  further.move(2, 1, 0)
  expect(further.sums).toEqual([Float64Array.of(50, 30)])
  expect(further.costOf(0) + further.costOf(1)).toBe(expected)
})

test('a zone that takes one unit and gives another costs what it weighs then', () => {
  const further = new FurtherSums(graph, objective, 2)
  further.recount(Int32Array.of(0, 0, 1, 1))
  const expected = further.costWith(0, 2, 1)
  further.move(2, 1, 0)
  further.move(1, 0, 1)
  expect(further.costOf(0)).toBe(expected)
})

test('the excess of a zone adds up all weights in terms of the target of the first', () => {
  const excesses = zoneExcesses(graph, { zoneOf: Int32Array.of(0, 0, 1, 1), zoneCount: 2 }, objective)
  expect([...excesses]).toEqual([0, 50 + 1.5 * 300])
})
