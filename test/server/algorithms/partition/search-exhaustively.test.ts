import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { searchExhaustively } from '../../../../server/algorithms/partition/search-exhaustively.ts'
import { askOracle, componentsOf } from '../../../support/exhaustive-oracle.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const part = (columns: number, weights: number[]) =>
  priceUnits(aUnitGrid({ columns, weights }), { measure: 'length', barrierDiscount: 0 })
const band = { min: 200, max: 400 }
const wish = { ...band, target: 300, furtherBands: [], below: 1e9, budget: 200_000 }

test('finds the one plan that there is', () => {
  const found = searchExhaustively(part(6, [150, 50, 350, 50, 100, 100]), { ...wish, below: 1 })!
  expect(found.leastExcess[0]).toBe(0)
  expect([...found.planWith(0)].map((zone, _, all) => zone === all[0])).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

test('proves that there is none, and finds the least that lies outside', () => {
  const pocket = part(4, [150, 300, 150, 100])
  expect(searchExhaustively(pocket, { ...wish, below: 1e-6 })!.leastExcess[0]).toBe(Number.POSITIVE_INFINITY)
  expect(searchExhaustively(pocket, wish)!.leastExcess[0]).toBe(50)
})

test('gives up when the budget is used', () => {
  const field = part(5, new Array<number>(25).fill(1))
  expect(searchExhaustively(field, { ...wish, min: 9.5, max: 9.9, below: 1, budget: 1000 })).toBeUndefined()
})

const grids = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  weights: fc.array(fc.oneof(fc.constant(0), fc.nat(150), fc.nat(400)), { minLength: 1, maxLength: 9 }),
})

test('agrees with the oracle for every number of zones', () => {
  fc.assert(
    fc.property(grids, ({ columns, weights }) => {
      const graph = aUnitGrid({ columns, weights })
      const least = askOracle(graph, band).parts[0]!.leastExcess
      const free = searchExhaustively(part(columns, weights), wish)!
      expect(free.leastExcess[0]).toBe(Math.min(...least))
      const counted = searchExhaustively(part(columns, weights), { ...wish, mostZones: weights.length })!
      expect([...counted.leastExcess].slice(1)).toEqual(least.slice(1))
      least.forEach((excess, count) => {
        if (excess === Number.POSITIVE_INFINITY) return
        const zoneOf = [...counted.planWith(count)]
        const zones = [...new Set(zoneOf)].map((zone) =>
          [...zoneOf.keys()].filter((unit) => zoneOf[unit] === zone),
        )
        expect(zones).toHaveLength(count)
        expect(zones.every((units) => componentsOf(graph, units).length === 1)).toBe(true)
      })
    }),
    { numRuns: 200 },
  )
})
