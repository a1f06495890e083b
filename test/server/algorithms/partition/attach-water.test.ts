import { expect, test } from 'vitest'
import { attachWater } from '../../../../server/algorithms/partition/attach-water.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('water joins its shore, and water beyond water the nearest through it', () => {
  const strip = aUnitGrid({ columns: 5, weights: [1, 0, 0, 0, 1] })
  const zoneOf = Int32Array.of(0, -1, -1, -1, 1)
  expect(attachWater(strip, zoneOf, 2)).toBe(2)
  expect([...zoneOf]).toEqual([0, 0, 0, 1, 1])
})

test('water that no land touches becomes a zone of its own', () => {
  const pair = aUnitGrid({ columns: 2, weights: [0, 0] })
  const zoneOf = Int32Array.of(-1, -1)
  expect(attachWater(pair, zoneOf, 3)).toBe(4)
  expect([...zoneOf]).toEqual([3, 3])
})

test('water does not join a zone of another region', () => {
  const strip = { ...aUnitGrid({ columns: 3, weights: [1, 0, 1] }), regions: Int32Array.of(0, 1, 1) }
  const zoneOf = Int32Array.of(0, -1, 1)
  attachWater(strip, zoneOf, 2)
  expect([...zoneOf]).toEqual([0, 1, 1])
})
