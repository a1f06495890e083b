import { expect, test } from 'vitest'
import { boxLiteral, geometryLiteral } from '../../../../server/algorithms/cql2/spatial-literal.ts'

test.each([
  [
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [1, 2],
      ],
    },
    'A line of the geometry has all its positions at (1, 2).',
  ],
  [{ type: 'LineString', coordinates: [[1, 2]] }, 'A line has one position, at least two are needed.'],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
    },
    'A ring of the geometry is open',
  ],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    },
    'A ring has 2 different corners',
  ],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    },
    'crosses, repeats or leaves itself at',
  ],
  [
    {
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'MultiLineString',
          coordinates: [
            [
              [3, 3],
              [3, 3],
            ],
          ],
        },
      ],
    },
    'all its positions at (3, 3)',
  ],
  [{ type: 'MultiPoint', coordinates: Array(10_001).fill([0, 0]) }, 'more than 10000 vertices'],
  [{ type: 'Point', coordinates: [1, Number.NaN] }, 'is not finite'],
])('%j is refused', (geometry, message) => {
  expect(() => geometryLiteral(geometry)).toThrow(message)
})

test('heights are left out', () => {
  expect(geometryLiteral({ type: 'Point', coordinates: [1, 2, 3] }).geometry).toEqual({
    type: 'Point',
    coordinates: [1, 2],
  })
  expect(boxLiteral([1, 2, 3, 4, 5, 6]).box).toEqual([1, 2, 4, 5])
})

test('a box is 4 or 6 finite numbers', () => {
  expect(() => boxLiteral([1, 2, 3, 4, 5])).toThrow('The box has 5 numbers; 4 or 6 are needed.')
  expect(() => boxLiteral('1,2,3,4')).toThrow('The box has no list of numbers')
  expect(() => boxLiteral([1, 2, 3, '4'])).toThrow('not a finite number')
})

test('a polygon whose edges lie side by side by the thousand is refused with the number', () => {
  const teeth = Array.from({ length: 6000 }, (_, at) => [at * 0.0001 + (at % 2) * 10, (at % 2) * 10])
  const ring = [...teeth, [30, 30], [-10, 30], teeth[0]]
  expect(() => geometryLiteral({ type: 'Polygon', coordinates: [ring] })).toThrow(
    'more than 2000000 pairs of edges',
  )
})
