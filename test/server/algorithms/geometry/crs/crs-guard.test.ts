import { expect, test } from 'vitest'
import { guardCrs } from '../../../../../server/algorithms/geometry/crs/crs-guard.ts'
import { shiftFromWgs84 } from '../../../../../server/algorithms/geometry/crs/shifted-systems.ts'

/** A county of 0.2° a side, and points all over it, a good part of them near its border. */
const inCounty = (lng: number, lat: number) => lng >= 113.2 && lng <= 113.4 && lat >= 22.9 && lat <= 23.1
const points = Array.from({ length: 400 }, (_, i): [number, number] => [
  113.2005 + ((i % 20) / 19) * 0.199,
  22.9005 + (Math.floor(i / 20) / 19) * 0.199,
])

test('points that fit are let be', () => {
  expect(guardCrs(points, inCounty)).toMatchObject({ likely: 'none', insideShare: { none: 1 }, sampled: 400 })
})

test.each([
  ['GCJ-02', 'gcj02'],
  ['BD-09', 'bd09'],
] as const)('points in %s are recognised', (system, name) => {
  const shifted = points.map((point) => [...shiftFromWgs84(point, system)])
  expect(guardCrs(shifted, inCounty).likely).toBe(name)
})

test('latitude first is recognised', () => {
  expect(
    guardCrs(
      points.map(([lng, lat]) => [lat, lng]),
      inCounty,
    ).likely,
  ).toBe('swapped')
})

test('a file of another place is said to lie elsewhere', () => {
  expect(
    guardCrs(
      points.map(([lng, lat]) => [lng + 3, lat]),
      inCounty,
    ).likely,
  ).toBe('elsewhere')
})

test('one stray point is no evidence', () => {
  expect(guardCrs([...points, [114, 23]], inCounty).likely).toBe('none')
})
