import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePockets, findPockets } from '../../../../server/algorithms/partition/find-pockets.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { askOracle, componentsOf } from '../../../support/exhaustive-oracle.ts'
import { aUnitGrid, type UnitGridOptions } from '../../../support/unit-grid.ts'

const band = { min: 200, max: 400 }
const gatesOf = (options: UnitGridOptions) =>
  findPockets(priceUnits(aUnitGrid(options), { measure: 'length', barrierDiscount: 0 }), band)

test('a pocket behind a unit that it is over max with cannot be held', () => {
  const [gate, ...others] = gatesOf({ columns: 6, weights: [100, 50, 300, 200, 200, 200] })
  expect(others).toEqual([])
  expect(gate).toMatchObject({ unit: 2, weightWithPockets: 450, pockets: [{ weight: 150 }] })
  expect([...gate!.pockets[0]!.units]).toEqual([0, 1])
})

test('a pocket that fits with its gate is none, nor is one that has a second way out', () => {
  expect(gatesOf({ columns: 5, weights: [100, 300, 200, 200, 200] })).toEqual([])
  expect(gatesOf({ columns: 3, weights: [150, 300, 200, 50, 200, 200] })).toEqual([])
})

test('several pockets behind one unit: the heaviest is cut off, the others go with the unit', () => {
  const links = [1, 2, 3].map((unit) => [0, unit] as const)
  const star = (weights: number[]) => gatesOf({ columns: 1, weights, isolated: [0, 1, 2, 3], links })
  expect(star([100, 150, 120, 250])).toEqual([])
  const tight = star([150, 150, 120, 250])
  expect(tight).toMatchObject([{ unit: 0, weightWithPockets: 420 }])
  expect(choosePockets(tight, band.max).map(({ units }) => [...units])).toEqual([[1]])
})

const fields = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  weights: fc.array(fc.oneof(fc.constant(0), fc.nat(150), fc.nat(400)), { minLength: 1, maxLength: 9 }),
  isolated: fc.array(fc.nat(8), { maxLength: 2 }),
})

test('where a pocket is found no plan exists, and cutting it off leaves the rest in one piece', () => {
  fc.assert(
    fc.property(fields, ({ columns, weights, isolated }) => {
      const links = weights.slice(1).map((_, unit): [number, number] => [unit, unit + 1])
      const options = { columns, weights, isolated, links }
      const gates = gatesOf(options)
      if (gates.length === 0) return
      const graph = aUnitGrid(options)
      const [part] = askOracle(graph, band).parts
      expect(Math.min(...part!.leastExcess)).toBeGreaterThan(0)
      const pockets = choosePockets(gates, band.max)
      const cut = new Set(pockets.flatMap(({ units }) => [...units]))
      expect(pockets.reduce((sum, { units }) => sum + units.length, 0)).toBe(cut.size)
      const rest = part!.units.filter((unit) => !cut.has(unit))
      expect(componentsOf(graph, rest)).toHaveLength(1)
      for (const { units, gate, weight } of pockets) {
        expect(units.reduce((sum, unit) => sum + weights[unit]!, 0)).toBe(weight)
        expect(weight).toBeLessThan(band.min)
        const others = part!.units.filter((unit) => unit !== gate.unit)
        expect(componentsOf(graph, others)).toContainEqual([...units])
      }
    }),
    { numRuns: 2000 },
  )
})
