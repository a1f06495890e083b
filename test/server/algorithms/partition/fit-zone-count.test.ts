import { expect, test } from 'vitest'
import { fitZoneCount, zonesFromToday } from '../../../../server/algorithms/partition/fit-zone-count.ts'
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

test('the heaviest piece of a divided zone goes on', () => {
  const strip = priceUnits(aUnitGrid({ columns: 6, weights: [100, 100, 150, 150, 150, 150] }), {
    measure: 'length',
    barrierDiscount: 0,
  })
  const whole = { zoneOf: new Int32Array(6), home: new Int32Array(6), zoneCount: 1 }
  const fit = { zoneCount: 2, band: { min: 200, max: 600 }, random: new SeededRandom(1) }
  const { zoneOf } = fitZoneCount(strip, whole, fit)
  const kept = strip.weights.filter((_, unit) => zoneOf[unit] === 0)
  expect(kept.reduce((sum, weight) => sum + weight, 0)).toBeGreaterThanOrEqual(400)
})

test('a surplus that fills zones makes zones; a small one goes to the neighbours', () => {
  const count = (weights: number[], fewest = 1) => {
    const graph = priceUnits(aUnitGrid({ columns: weights.length, weights }), {
      measure: 'length',
      barrierDiscount: 0,
    })
    const zoneOf = Int32Array.from(weights.keys())
    const plan = { zoneOf, home: zoneOf, zoneCount: weights.length }
    return zonesFromToday(graph, plan, {
      range: { fewest, most: 20 },
      band: { min: 200, max: 400 },
      target: 300,
    })
  }
  expect(count([300, 450, 300])[0]).toBe(3)
  expect(count([1000])[0]).toBe(3)
  expect(count([300, 600])[0]).toBe(3)
  expect(count([300], 4)[0]).toBe(4)
  // Nearly at min everywhere: fewer zones are tried next.
  expect(count(new Array(12).fill(201))).toEqual([12, 10, 9])
})
