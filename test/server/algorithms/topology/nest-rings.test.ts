import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { nestRings } from '../../../../server/algorithms/topology/nest-rings.ts'

const square = (x: number, y: number, side: number): Position[] => [
  [x, y],
  [x, y + side],
  [x + side, y + side],
  [x + side, y],
  [x, y],
]

test('an island in a hole is a polygon of its own', () => {
  const nested = nestRings([square(4, 4, 2), square(0, 0, 10), square(2, 2, 6)])
  expect(nested?.type).toBe('MultiPolygon')
  expect(nested?.coordinates.map((polygon) => polygon.length)).toEqual([2, 1])
})

test('outlines run anticlockwise, holes clockwise', () => {
  const nested = nestRings([square(0, 0, 10), square(2, 2, 6)])
  expect(nested?.coordinates[0]).toEqual(square(0, 0, 10).toReversed())
  expect(nested?.coordinates[1]).toEqual(square(2, 2, 6))
})

test('a hole that touches its outline in corners is a hole', () => {
  const diamond: Position[] = [
    [5, 0],
    [10, 5],
    [5, 10],
    [0, 5],
    [5, 0],
  ]
  const outline: Position[] = [
    [0, 0],
    [5, 0],
    [10, 0],
    [10, 5],
    [10, 10],
    [5, 10],
    [0, 10],
    [0, 5],
    [0, 0],
  ]
  expect(nestRings([diamond, outline])).toMatchObject({
    type: 'Polygon',
    coordinates: [{ length: 9 }, { length: 5 }],
  })
})

test('neighbours side by side are two polygons', () => {
  expect(nestRings([square(0, 0, 1), square(1, 0, 1)])).toMatchObject({ type: 'MultiPolygon' })
})

test('rings without area are left out', () => {
  expect(
    nestRings([
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      [
        [0, 0],
        [1, 1],
        [0, 0],
      ],
    ]),
  ).toBeUndefined()
})
