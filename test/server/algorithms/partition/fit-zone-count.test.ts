import { expect, test } from 'vitest'
import { fitZoneCount } from '../../../../server/algorithms/partition/fit-zone-count.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const strip = priceUnits(aUnitGrid({ columns: 6, weights: [50, 50, 100, 100, 150, 150] }), {
  measure: 'length',
  barrierDiscount: 0,
})
const today = Int32Array.of(0, 0, 1, 1, 2, 2)
const fitted = (zoneCount: number) =>
  fitZoneCount(
    strip,
    { zoneOf: today, home: today, zoneCount: 3 },
    { zoneCount, band: { min: 100, max: 200 }, random: new SeededRandom(1) },
  )

test('the lightest zones are dissolved, and the last takes their number', () => {
  expect(fitted(2)).toEqual({
    zoneOf: Int32Array.of(1, 1, 1, 1, 0, 0),
    home: Int32Array.of(-1, -1, 1, 1, 0, 0),
    zoneCount: 2,
  })
})

test('the heaviest zones are divided, down to single units', () => {
  const { zoneOf, zoneCount, home } = fitted(4)
  expect(zoneCount).toBe(4)
  expect([...zoneOf.slice(0, 4)]).toEqual([0, 0, 1, 1])
  expect(new Set(zoneOf.slice(4))).toEqual(new Set([2, 3]))
  expect(home).toEqual(today)
  expect(new Set(fitted(6).zoneOf).size).toBe(6)
})
