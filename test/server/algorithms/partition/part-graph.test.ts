import { expect, test } from 'vitest'
import { priceUnits, takePart } from '../../../../server/algorithms/partition/part-graph.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const strip = aUnitGrid({ columns: 4, weights: [1, 2, 3, 4], barrierBetween: (a) => (a === 0 ? 1 : 0) })
const plain = { measure: 'length', barrierDiscount: 0.5, openSurcharge: 0 } as const

test('a boundary on a barrier is cheaper, and the mean price is 1', () => {
  const { cutCosts } = priceUnits(strip, plain)
  expect(cutCosts[0]! / cutCosts[2]!).toBeCloseTo(0.5)
  expect(cutCosts.reduce((sum, cost) => sum + cost, 0) / cutCosts.length).toBeCloseTo(1)
})

test('edges between regions are left out', () => {
  const split = priceUnits({ ...strip, regions: Int32Array.of(0, 0, 1, 1) }, plain)
  expect([...split.neighbours]).toEqual([1, 0, 3, 2])
})

test('a part keeps its units in order and loses the edges out of it', () => {
  const scratch = new Int32Array(4).fill(-1)
  const part = takePart(priceUnits(strip, plain), Int32Array.of(1, 2), scratch)
  expect([...part.units]).toEqual([1, 2])
  expect([...part.weights]).toEqual([2, 3])
  expect([...part.neighbours]).toEqual([1, 0])
  expect([...part.sources]).toEqual([0, 1])
  expect([...scratch]).toEqual([-1, -1, -1, -1])
})

test('a boundary on no barrier may cost more than its length', () => {
  const { cutCosts } = priceUnits(strip, { ...plain, openSurcharge: 1 })
  expect(cutCosts[2]! / cutCosts[0]!).toBeCloseTo(4)
})
