import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pointInPolygon } from '../../../../server/algorithms/geometry/point-in-polygon.ts'
import { cells, rectangle, STEP } from '../../../support/block-world.ts'

test('a point in a hole is outside', () => {
  const ring = [rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2).toReversed()]
  expect(pointInPolygon(ring, 0.5 * STEP, 0.5 * STEP)).toBe(true)
  expect(pointInPolygon(ring, 1.5 * STEP, 1.5 * STEP)).toBe(false)
  expect(pointInPolygon(ring, 5 * STEP, 1.5 * STEP)).toBe(false)
})

test('every point of a field lies in exactly one of its slanted triangles, on their edges too', () => {
  const triangles = cells(3, 3).flatMap(([ring]) => {
    const [a, b, c, d] = ring as [number[], number[], number[], number[]]
    return [[[a, b, c, a]], [[a, c, d, a].toReversed()]]
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 59 }), fc.integer({ min: 1, max: 59 }), (x, y) => {
      const [lng, lat] = [(x / 20) * STEP, (y / 20) * STEP]
      expect(triangles.filter((triangle) => pointInPolygon(triangle, lng, lat))).toHaveLength(1)
    }),
  )
})
