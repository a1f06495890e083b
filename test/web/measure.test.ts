import { expect, test } from 'vitest'
import { labelPoint } from '../../web/features/grids/label-point.ts'
import { measure } from '../../web/features/measure/measured-points.ts'

test('one degree of latitude is about 111 km, and one point measures nothing', () => {
  const { distanceMeters, areaSquareMeters } = measure([
    [123, 30],
    [123, 31],
  ])
  expect(distanceMeters / 1000).toBeCloseTo(111.2, 1)
  expect(areaSquareMeters).toBeUndefined()
  expect(measure([[123, 30]]).distanceMeters).toBe(0)
})

test('three points enclose an area, whichever way round', () => {
  const square = [
    [123, 30],
    [123.01, 30],
    [123.01, 30.01],
    [123, 30.01],
  ] as const
  const there = measure(square).areaSquareMeters!
  expect(there / 1e6).toBeCloseTo(1.07, 2)
  expect(measure(square.toReversed()).areaSquareMeters).toBeCloseTo(there, 6)
})

test('the label of a grid round a lake lies on the grid, in its largest part', () => {
  // A horseshoe, open to the north: its centre of mass lies in the gap.
  const horseshoe = [
    [0, 0],
    [6, 0],
    [6, 6],
    [5, 6],
    [5, 1],
    [1, 1],
    [1, 6],
    [0, 6],
    [0, 0],
  ]
  const islet = [
    [9, 9],
    [9.1, 9],
    [9.1, 9.1],
    [9, 9],
  ]
  const [lng, lat] = labelPoint({ type: 'MultiPolygon', coordinates: [[islet], [horseshoe]] })
  expect(lng).toBeLessThanOrEqual(6)
  expect(lat! <= 1 || lng! <= 1 || lng! >= 5).toBe(true)
})
