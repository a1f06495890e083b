import { expect, test } from 'vitest'
import {
  metersPerDegree,
  polygonSquareMeters,
  segmentMeters,
} from '../../../../server/algorithms/geometry/ellipsoid-measures.ts'

test('a degree at the equator and at 60° north is as long as the ellipsoid says', () => {
  expect(metersPerDegree(0).lng).toBeCloseTo(111_319.491, 3)
  expect(metersPerDegree(0).lat).toBeCloseTo(110_574.276, 3)
  expect(metersPerDegree(60).lng).toBeCloseTo(55_800.0, 0)
})

test('a kilometre measures what ST_Length on the spheroid measures', () => {
  // select ST_Length('LINESTRING(120 30, 120.01 30.005)'::geography)
  expect(segmentMeters([120, 30], [120.01, 30.005])).toBeCloseTo(1112.708_582, 5)
})

test('a hole is taken off the area, whichever way the rings run', () => {
  const square = (from: number, to: number) => [
    [120 + from, 30 + from],
    [120 + to, 30 + from],
    [120 + to, 30 + to],
    [120 + from, 30 + to],
    [120 + from, 30 + from],
  ]
  const whole = polygonSquareMeters([square(0, 0.01)])
  // select ST_Area('POLYGON((120 30,120.01 30,120.01 30.01,120 30.01,120 30))'::geography)
  expect(whole / 1_069_521.174).toBeCloseTo(1, 6)
  expect(polygonSquareMeters([square(0, 0.01), square(0.002, 0.004).toReversed()]) / whole).toBeCloseTo(
    0.96,
    4,
  )
  expect(polygonSquareMeters([square(0, 0.01).toReversed(), square(0.002, 0.004)]) / whole).toBeCloseTo(
    0.96,
    4,
  )
})

test('nothing has no area', () => {
  expect(polygonSquareMeters([])).toBe(0)
})
