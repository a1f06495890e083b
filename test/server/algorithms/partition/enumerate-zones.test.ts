import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelComponents } from '../../../../server/algorithms/graph/label-components.ts'
import { enumerateZones } from '../../../../server/algorithms/partition/enumerate-zones.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('of a row of four units the zones of 2 or 3 are its stretches of two and three', () => {
  const { zones, isComplete } = enumerateZones(
    aUnitGrid({ columns: 4, weights: [1, 1, 1, 1] }),
    { weights: Float64Array.of(1, 1, 1, 1), min: 2, max: 3 },
    100,
  )
  expect(zones.map((zone) => zone.toSorted().join('')).toSorted()).toEqual(['01', '012', '12', '123', '23'])
  expect(isComplete).toBe(true)
})

test('above the cap the list is said to be incomplete', () => {
  const graph = aUnitGrid({ columns: 4, weights: Array(16).fill(1) })
  const { zones, isComplete } = enumerateZones(graph, { weights: graph.weights, min: 2, max: 5 }, 10)
  expect(zones).toHaveLength(10)
  expect(isComplete).toBe(false)
})

test('the zones are exactly the connected subsets inside the band, each once', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 10 })
  const band = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 12 }))
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 4 }), band, (drawn, columns, [min, max]) => {
      const graph = aUnitGrid({ columns, weights: drawn })
      const expected: number[] = []
      for (let subset = 1; subset < 1 << drawn.length; subset++) {
        const has = (unit: number) => ((subset >> unit) & 1) === 1
        const weight = drawn.reduce((sum, one, unit) => sum + (has(unit) ? one : 0), 0)
        if (weight >= min && weight <= max && labelComponents(graph, has).count === 1) expected.push(subset)
      }
      const { zones } = enumerateZones(graph, { weights: graph.weights, min, max }, 10_000)
      const found = zones.map((zone) => zone.reduce((bits, unit) => bits | (1 << unit), 0))
      expect(found.toSorted((a, b) => a - b)).toEqual(expected)
    }),
  )
})
