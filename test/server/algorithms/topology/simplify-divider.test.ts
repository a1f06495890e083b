import { expect, test } from 'vitest'
import type { PlanePoint } from '../../../../server/algorithms/geometry/local-plane.ts'
import { simplifyDivider } from '../../../../server/algorithms/topology/simplify-divider.ts'

const zigzag: PlanePoint[] = Array.from({ length: 11 }, (_, i) => [i * 2, i % 2])

test('a zigzag in the open becomes straight, between walls it stays', () => {
  expect(simplifyDivider({ points: zigzag, clearances: zigzag.map(() => 20) })).toEqual([
    zigzag[0],
    zigzag.at(-1),
  ])
  expect(simplifyDivider({ points: zigzag, clearances: zigzag.map(() => 0.5) })).toEqual(zigzag)
})

test('a ring keeps its far corner', () => {
  const ring: PlanePoint[] = [
    [0, 0],
    [30, 0],
    [30, 30],
    [0, 30],
    [0, 0],
  ]
  expect(simplifyDivider({ points: ring, clearances: ring.map(() => 3) })).toEqual(ring)
})

test('two points stay two points', () => {
  const points: PlanePoint[] = [
    [0, 0],
    [1, 1],
  ]
  expect(simplifyDivider({ points, clearances: [1, 1] })).toEqual(points)
})
