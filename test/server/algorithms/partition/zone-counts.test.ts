import { expect, test } from 'vitest'
import {
  feasibleZoneCounts,
  preferredZoneCount,
  shareZones,
} from '../../../../server/algorithms/partition/zone-counts.ts'

const band = { min: 200, max: 400, target: 300 }

test('a part of 1,000 fits three to five zones of 200–400', () => {
  expect(feasibleZoneCounts(1000, 50, band)).toEqual({ fewest: 3, most: 5 })
})

test('there are never more zones than units', () => {
  expect(feasibleZoneCounts(1000, 4, band)).toEqual({ fewest: 3, most: 4 })
})

test('500 does not fit a band of 300–400', () => {
  expect(feasibleZoneCounts(500, 50, { min: 300, max: 400 })).toEqual({ fewest: 2, most: 1 })
})

test('the wished number is the one nearest to the target', () => {
  expect(preferredZoneCount(1000, { fewest: 3, most: 5 }, band)).toBe(3)
  expect(preferredZoneCount(1400, { fewest: 4, most: 7 }, band)).toBe(5)
})

test('a part that cannot be held takes the number that misses by less', () => {
  expect(preferredZoneCount(410, { fewest: 2, most: 1 }, { min: 300, max: 400, target: 350 })).toBe(1)
  expect(preferredZoneCount(590, { fewest: 2, most: 1 }, { min: 300, max: 400, target: 350 })).toBe(2)
})

test('zones are shared out by weight, inside the ranges first', () => {
  const part = (weight: number) => ({ weight, unitCount: 90, range: feasibleZoneCounts(weight, 90, band) })
  expect(shareZones([part(1000), part(2000)], 10)).toEqual([3, 7])
  expect(shareZones([part(300), part(2000)], 12)).toEqual([1, 11])
})
