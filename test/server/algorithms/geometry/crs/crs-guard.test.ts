import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { hypotheticalPoints, judgeCrs } from '../../../../../server/algorithms/geometry/crs/crs-guard.ts'
import { shiftFromWgs84 } from '../../../../../server/algorithms/geometry/crs/shifted-systems.ts'

type Contains = (lng: number, lat: number) => boolean

function guardCrs(points: Position[], contains: Contains) {
  const where = hypotheticalPoints(points)
  const outside = (name: keyof typeof where) => where[name].filter((point) => !contains(...point)).length
  const counts = {
    none: outside('none'),
    gcj02: outside('gcj02'),
    bd09: outside('bd09'),
    swapped: outside('swapped'),
  }
  return judgeCrs(counts, points.length)
}

/** A county of 0.2° a side, and points all over it, a good part of them near its border. */
const inCounty = (lng: number, lat: number) => lng >= 113.2 && lng <= 113.4 && lat >= 22.9 && lat <= 23.1
const points = Array.from({ length: 400 }, (_, i): [number, number] => [
  113.2005 + ((i % 20) / 19) * 0.199,
  22.9005 + (Math.floor(i / 20) / 19) * 0.199,
])

test('points that fit are let be', () => {
  expect(guardCrs(points, inCounty)).toBe('none')
})

test.each([
  ['GCJ-02', 'gcj02'],
  ['BD-09', 'bd09'],
] as const)('points in %s are recognised', (system, name) => {
  const shifted = points.map((point) => [...shiftFromWgs84(point, system)])
  expect(guardCrs(shifted, inCounty)).toBe(name)
})

test('latitude first is recognised', () => {
  expect(
    guardCrs(
      points.map(([lng, lat]) => [lat, lng]),
      inCounty,
    ),
  ).toBe('swapped')
})

test('a file of another place is said to lie elsewhere', () => {
  expect(
    guardCrs(
      points.map(([lng, lat]) => [lng + 3, lat]),
      inCounty,
    ),
  ).toBe('elsewhere')
})

test('one stray point is no evidence', () => {
  expect(guardCrs([...points, [114, 23]], inCounty)).toBe('none')
})
