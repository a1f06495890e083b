import { expect, test } from 'vitest'
import { blamePockets } from '../../../../server/algorithms/partition/blame-pockets.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const band = { min: 200, max: 400 }
const strip = priceUnits(aUnitGrid({ columns: 5, weights: [100, 50, 300, 150, 100] }), {
  measure: 'length',
  barrierDiscount: 0,
})
const blame = (...zoneOf: number[]) =>
  blamePockets(strip, { zoneOf: Int32Array.from(zoneOf), zoneCount: Math.max(...zoneOf) + 1 }, band)

test('a zone inside the pocket, and one that is over max with it, are the fault of the unit between', () => {
  const facts = { gate: 2, pocketWeight: 150, weightWithPockets: 450 }
  expect(blame(0, 0, 1, 2, 2)).toEqual(new Map([[0, facts]]))
  expect(blame(0, 0, 0, 1, 1)).toEqual(new Map([[0, facts]]))
  expect(blame(0, 1, 1, 2, 2)).toEqual(new Map([[0, facts]]))
})

test('what fails elsewhere is not', () => {
  expect([...blame(0, 0, 1, 1, 2).keys()]).toEqual([0])
})
