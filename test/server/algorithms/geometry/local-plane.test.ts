import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPlane } from '../../../../server/algorithms/geometry/local-plane.ts'

test('a hundred metres on the plane are a hundred metres on the ground', () => {
  const { toPlane } = localPlane([120, 30])
  expect(toPlane([120, 30])).toEqual([0, 0])
  expect(toPlane([120.01, 30])[0]).toBeCloseTo(964.86, 2)
  expect(toPlane([120, 30.01])[1]).toBeCloseTo(1108.52, 2)
})

test('there and back gives the same place on the 1e-7° grid', () => {
  const { toPlane, toSnappedPosition } = localPlane([120, 30])
  const grid = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(grid, grid, (x, y) => {
      const place = [(1_200_000_000 + x) / 1e7, (300_000_000 + y) / 1e7]
      expect(toSnappedPosition(toPlane(place))).toEqual(place)
    }),
  )
})
