import type { Geometry } from 'geojson'
import { expect, test } from 'vitest'
import { mapPositions } from '../../../../../server/algorithms/geometry/crs/map-positions.ts'

const swap = ([x, y]: number[]) => [y!, x!]

test.for<[Geometry, Geometry]>([
  [
    { type: 'Point', coordinates: [1, 2] },
    { type: 'Point', coordinates: [2, 1] },
  ],
  [
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
    {
      type: 'LineString',
      coordinates: [
        [2, 1],
        [4, 3],
      ],
    },
  ],
  [
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [1, 2],
            [3, 4],
            [5, 6],
            [1, 2],
          ],
        ],
      ],
    },
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [2, 1],
            [4, 3],
            [6, 5],
            [2, 1],
          ],
        ],
      ],
    },
  ],
  [
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [2, 1] }] },
  ],
  [
    { type: 'Polygon', coordinates: [] },
    { type: 'Polygon', coordinates: [] },
  ],
])('every position of %o is replaced', ([before, after]) => {
  const copy = structuredClone(before)
  expect(mapPositions(before, swap)).toEqual(after)
  expect(before).toEqual(copy)
})
