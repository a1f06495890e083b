import { expect, test } from 'vitest'
import {
  compareWithCurrent,
  weighZones,
} from '../../../../server/algorithms/partition/compare-with-current.ts'

const weights = Float64Array.of(100, 100, 100, 50)

test('a zone continues the current one that it shares most weight with', () => {
  const plan = { weights, zoneOf: Int32Array.of(1, 1, 0, 0), zoneCount: 2 }
  const band = { min: 100, max: 250 }
  const compared = compareWithCurrent(plan, Int32Array.of(4, 4, 4, 9), band)
  expect([...compared.continuedZones]).toEqual([9, 4])
  expect(compared.movedWeight).toBe(100)
  // 50 must leave zone 4; zone 9 takes 50 in or gives its 50 away; one move does both.
  expect(compared.movedWeightFloor).toBe(50)
})

test('a unit over max leaves its zone or stays there alone: no less must move, and no more', () => {
  const heavy = Float64Array.of(900, 100, 80, 120)
  const plan = { weights: heavy, zoneOf: Int32Array.of(0, 1, 1, 1), zoneCount: 2 }
  const compared = compareWithCurrent(plan, Int32Array.of(5, 5, 5, 5), { min: 100, max: 400 })
  expect(compared).toMatchObject({ movedWeight: 300, movedWeightFloor: 300 })
})

test('without a current plan nothing moved', () => {
  const plan = { weights, zoneOf: new Int32Array(4), zoneCount: 1 }
  expect(compareWithCurrent(plan, undefined, { min: 0, max: 1 }).movedWeight).toBe(0)
})

test('units without a current zone are not weighed', () => {
  expect([...weighZones(Int32Array.of(0, -1, 0, 1), weights)]).toEqual([
    [0, 200],
    [1, 50],
  ])
})
