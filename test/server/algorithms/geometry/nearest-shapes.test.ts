import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { segmentMeters } from '../../../../server/algorithms/geometry/ellipsoid-measures.ts'
import { nearestShapes } from '../../../../server/algorithms/geometry/nearest-shapes.ts'

describe('nearestShapes', () => {
  test('names the nearest other shape with the metres between them', () => {
    const nearest = nearestShapes([[[120, 30]], [[120.001, 30]], [[120.01, 30]]], [0, 2])
    expect(nearest.get(0)?.shape).toBe(1)
    expect(nearest.get(0)?.distanceMeters).toBeCloseTo(96.49, 1)
    expect(nearest.get(2)?.shape).toBe(1)
  })
  test('one shape alone has no neighbour', () => {
    expect(nearestShapes([[[120, 30]]], [0]).size).toBe(0)
  })
  test('agrees with trying every pair of corners', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
    const shapes = fc.array(fc.array(position, { minLength: 1, maxLength: 5 }), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(shapes, (drawn) => {
        const corners = drawn.map((shape) => shape.map(([x, y]) => [120 + x / 1e5, 30 + y / 1e5]))
        const found = nearestShapes(corners, [0]).get(0)
        const others = corners.slice(1).flat()
        const least = Math.min(...corners[0]!.flatMap((a) => others.map((b) => segmentMeters(a, b))))
        expect(found?.distanceMeters).toBeCloseTo(least, 1)
      }),
    )
  })
})
