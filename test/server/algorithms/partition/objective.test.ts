import { expect, test } from 'vitest'
import {
  bandExcess,
  barrierPricingOf,
  chooseObjective,
  polsbyPopper,
  zoneCost,
} from '../../../../server/algorithms/partition/objective.ts'

const wish = { min: 200, max: 400, target: 300, measure: 'length', unitsPerZone: 9 } as const

test('a disc is as compact as can be, a square π/4', () => {
  expect(polsbyPopper(Math.PI, 2 * Math.PI)).toBeCloseTo(1)
  expect(polsbyPopper(100, 40)).toBeCloseTo(Math.PI / 4)
  expect(polsbyPopper(0, 0)).toBe(0)
})

test('the excess counts both sides of the band', () => {
  expect([150, 200, 400, 410].map((weight) => bandExcess(weight, wish))).toEqual([50, 0, 0, 10])
})

test('a zone outside the band costs more than any shape', () => {
  const objective = chooseObjective({ ...wish, prefer: 'compact' })
  const ragged = zoneCost(objective, 300, 1, 1000)
  const outside = zoneCost(objective, 420, 100, 40)
  expect(outside).toBeGreaterThan(ragged)
})

test('counting edges leaves the shape out', () => {
  expect(chooseObjective({ ...wish, prefer: 'compact', measure: 'edges' }).compactnessPrice).toBe(0)
})

test('the shape of a zone of four times as many units, whose border is twice as long, costs twice as much', () => {
  const [small, large] = [9, 36].map((unitsPerZone) =>
    chooseObjective({ ...wish, prefer: 'compact', unitsPerZone }),
  )
  expect(large!.compactnessPrice).toBe(2 * small!.compactnessPrice)
})

test('who asks for boundaries gets barriers at the lowest price and pays for leaving them', () => {
  const [boundaries, compact] = [barrierPricingOf('boundaries'), barrierPricingOf('compact')]
  expect(boundaries.barrierDiscount).toBeGreaterThan(compact.barrierDiscount)
  expect(boundaries.openSurcharge).toBeGreaterThan(compact.openSurcharge)
})
