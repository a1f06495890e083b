import { expect, test } from 'vitest'
import {
  chainLengthMeters,
  equalAreaPlane,
  type PlanePoint,
  ringAreaSquareMeters,
} from '../../../../server/algorithms/geometry/equal-area-plane.ts'

test('a degree of latitude is 111.2 km, a degree of longitude less by the cosine', () => {
  const toPlane = equalAreaPlane([113, 23])
  expect(chainLengthMeters([toPlane([113, 22.5]), toPlane([113, 23.5])])).toBeCloseTo(111_195, -1)
  expect(chainLengthMeters([toPlane([112.5, 23]), toPlane([113.5, 23])]) / 111_195).toBeCloseTo(0.9205, 3)
})

test('a square has its area whichever way round it runs', () => {
  const square: PlanePoint[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ]
  expect(ringAreaSquareMeters(square)).toBe(100)
  expect(ringAreaSquareMeters(square.toReversed())).toBe(100)
})
