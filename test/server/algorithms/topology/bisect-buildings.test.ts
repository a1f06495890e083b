import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bisectBuildings,
  type WeighedBuilding,
} from '../../../../server/algorithms/topology/bisect-buildings.ts'

const building = (x: number, y: number, more: Partial<WeighedBuilding> = {}): WeighedBuilding => ({
  at: [x, y],
  households: 20,
  compound: null,
  group: x * 1000 + y,
  ...more,
})

test('a row of houses is cut across its length', () => {
  const row = [0, 30, 60, 90].map((x) => building(x, x % 2))
  expect(bisectBuildings(row, 40)).toEqual([0, 0, 1, 1])
})

test('what weighs no more than the limit stays whole', () => {
  expect(bisectBuildings([building(0, 0), building(90, 0)], 40)).toEqual([0, 0])
  expect(bisectBuildings([], 40)).toEqual([])
})

test('compounds are kept whole where the weights allow', () => {
  const [a, b] = [{ compound: '甲' }, { compound: '乙' }]
  // Side by side along the shorter extent: without the names the cut would go across both.
  const blocks = [building(0, 0, a), building(50, 0, a), building(0, 40, b), building(50, 40, b)]
  expect(bisectBuildings(blocks, 40)).toEqual([0, 0, 1, 1])
})

test('touching houses are kept together where the weights allow, and parted where they do not', () => {
  const together = [
    building(0, 0, { group: 1 }),
    building(40, 0, { group: 1 }),
    building(60, 0),
    building(70, 0),
  ]
  expect(bisectBuildings(together, 40)).toEqual([0, 0, 1, 1])
  const row = [0, 10, 20].map((x) => building(x, 0, { group: 1, households: 30 }))
  expect(new Set(bisectBuildings(row, 40)).size).toBe(3)
})

test('a tower above the limit stands alone, with the kiosk that has no households', () => {
  const tower = building(0, 0, { households: 200 })
  expect(bisectBuildings([tower, building(10, 0, { households: 0 })], 50)).toEqual([0, 0])
  expect(bisectBuildings([tower, building(10, 0, { households: 3 })], 50)).toEqual([0, 1])
})

test('pieces keep the limit unless one building alone breaks it', () => {
  const some = fc.record({
    x: fc.nat(300),
    y: fc.nat(300),
    households: fc.nat(80),
    compound: fc.option(fc.constantFrom('甲', '乙')),
    group: fc.nat(5),
  })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 40 }), fc.integer({ min: 10, max: 100 }), (list, max) => {
      const buildings = list.map(({ x, y, ...more }) => building(x, y, more))
      const pieces = bisectBuildings(buildings, max)
      for (const piece of new Set(pieces)) {
        const weights = buildings
          .filter((_, index) => pieces[index] === piece)
          .map(({ households }) => households)
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        expect(total <= max || weights.filter((weight) => weight > 0).length === 1).toBe(true)
      }
    }),
  )
})
