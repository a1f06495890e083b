import { expect, test } from 'vitest'
import {
  feasibleZoneCounts,
  intersectRanges,
  preferredZoneCount,
  shareZones,
  weighPart,
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
  expect(preferredZoneCount([{ weight: 1000, band }], { fewest: 3, most: 5 }, 300)).toBe(3)
  expect(preferredZoneCount([{ weight: 1400, band }], { fewest: 4, most: 7 }, 300)).toBe(5)
})

test('a part that cannot be held takes the number that misses by less', () => {
  const narrow = { min: 300, max: 400 }
  expect(preferredZoneCount([{ weight: 410, band: narrow }], { fewest: 2, most: 1 }, 350)).toBe(1)
  expect(preferredZoneCount([{ weight: 590, band: narrow }], { fewest: 2, most: 1 }, 350)).toBe(2)
})

test('every weight is weighed by its own band, and only what fits all of them is left', () => {
  const part = { weights: Float64Array.of(500, 500), furtherWeights: [Float64Array.of(30, 20)] }
  const weighed = weighPart(part, [band, { min: 20, max: 60 }])
  expect(weighed.map(({ weight, range }) => ({ weight, ...range }))).toEqual([
    { weight: 1000, fewest: 3, most: 2 },
    { weight: 50, fewest: 1, most: 2 },
  ])
  expect(
    intersectRanges([
      { fewest: 3, most: 5 },
      { fewest: 1, most: 4 },
    ]),
  ).toEqual({ fewest: 3, most: 4 })
})

test('weights that wish for different numbers meet where both together miss by least', () => {
  const households = { weight: 1000, band: { min: 180, max: 200 } }
  const incidents = { weight: 60, band: { min: 18, max: 30 } }
  expect(preferredZoneCount([households, incidents], { fewest: 5, most: 3 }, 190)).toBe(5)
})

test('zones are shared out by weight, inside the ranges first', () => {
  const part = (weight: number) => ({ weight, unitCount: 90, range: feasibleZoneCounts(weight, 90, band) })
  expect(shareZones([part(1000), part(2000)], 10)).toEqual([3, 7])
  expect(shareZones([part(300), part(2000)], 12)).toEqual([1, 11])
})
