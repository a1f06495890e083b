import { expect, test } from 'vitest'
import { checkGeometry } from '../../../../server/algorithms/geometry/check-geometry.ts'

test.each([
  [null, 'no-geometry'],
  [7, 'bad-geometry'],
  [{ type: 'Polygon', coordinates: [] }, 'no-geometry'],
  [{ type: 'Polygon', coordinates: [[1, 2]] }, 'bad-geometry'],
  [{ type: 'Point', coordinates: [1] }, 'bad-geometry'],
  [{ type: 'Point', coordinates: [Number.NaN, 1] }, 'not-finite'],
  [{ type: 'LineString', coordinates: [[1, 1]] }, 'degenerate'],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    'degenerate',
  ],
  [
    {
      type: 'MultiPoint',
      coordinates: [
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
      ],
    },
    'too-many-vertices',
  ],
  [{ type: 'Feature', geometry: null }, 'bad-geometry'],
])('%j is the problem %s', (value, rule) => {
  expect(checkGeometry(value, 3)).toMatchObject({ rule })
})

test('heights go, open rings are closed, empty parts are left out', () => {
  const open = [
    [0, 0, 9],
    [1, 0, 9],
    [1, 1, 9],
  ]
  expect(
    checkGeometry(
      {
        type: 'MultiPolygon',
        coordinates: [
          [open],
          [
            [
              [0, 0],
              [0, 0],
              [0, 0],
              [0, 0],
            ],
          ],
        ],
      },
      100,
    ),
  ).toEqual({
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    },
    repairs: ['An open ring was closed.', 'A part without extent was left out.'],
  })
})
