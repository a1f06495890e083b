import fc from 'fast-check'
import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { findCrossing } from '../../../../server/algorithms/geometry/find-crossing.ts'

const box = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

test.each<[string, Position[][][]]>([
  ['a square', [[box(0, 0, 4)]]],
  ['a hole', [[box(0, 0, 4), box(1, 1, 1)]]],
  [
    'a hole that touches the outline in one corner',
    [
      [
        box(0, 0, 4),
        [
          [0, 0],
          [2, 1],
          [1, 2],
          [0, 0],
        ],
      ],
    ],
  ],
  ['two parts that touch in a corner', [[box(0, 0, 1)], [box(1, 1, 1)]]],
  [
    'a corner given twice',
    [
      [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  ],
  [
    'a corner on a straight side',
    [
      [
        [
          [0, 0],
          [1, 0],
          [2, 0],
          [2, 2],
          [0, 0],
        ],
      ],
    ],
  ],
])('%s is right', (_, polygons) => {
  expect(findCrossing(polygons)).toBeUndefined()
})

test.each<[string, Position[][][]]>([
  [
    'a bow tie',
    [
      [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    ],
  ],
  [
    'a spike',
    [
      [
        [
          [0, 0],
          [2, 0],
          [4, 0],
          [2, 0],
          [2, 2],
          [0, 0],
        ],
      ],
    ],
  ],
  [
    'a ring of no area',
    [
      [
        [
          [0, 0],
          [1, 0],
          [2, 0],
          [0, 0],
        ],
      ],
    ],
  ],
  [
    'a ring that meets itself in a corner',
    [
      [
        [
          [0, 0],
          [2, 0],
          [1, 1],
          [2, 2],
          [0, 2],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  ],
  ['a hole across the outline', [[box(0, 0, 4), box(3, 1, 2)]]],
  ['a hole outside', [[box(0, 0, 4), box(9, 9, 1)]]],
  ['a hole that is the outline', [[box(0, 0, 4), box(0, 0, 4)]]],
  ['two parts that share a side', [[box(0, 0, 1)], [box(1, 0, 1)]]],
])('%s is wrong', (_, polygons) => {
  expect(findCrossing(polygons)).toHaveLength(2)
})

test('a star around a point never crosses itself; with two of its corners exchanged it does', () => {
  const corners = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 40 })
  fc.assert(
    fc.property(corners, (radii) => {
      const star = radii.map((radius, i): Position => {
        const angle = (i / radii.length) * 2 * Math.PI
        return [radius * Math.cos(angle), radius * Math.sin(angle)]
      })
      expect(findCrossing([[[...star, star[0]!]]])).toBeUndefined()
      const [first, second, ...rest] = star.map(
        ([x, y]): Position => [x! / Math.hypot(x!, y!), y! / Math.hypot(x!, y!)],
      )
      const swapped = [second!, first!, ...rest]
      expect(findCrossing([[[...swapped, swapped[0]!]]])).toBeDefined()
    }),
  )
})

test('edges side by side by the thousand are given up soon', () => {
  const teeth = Array.from(
    { length: 6000 },
    (_, at): Position => [at * 0.0001 + (at % 2) * 10, (at % 2) * 10],
  )
  const start = performance.now()
  expect(findCrossing([[[...teeth, [30, 30], [-10, 30], teeth[0]!]]])).toBe('too-close')
  expect(performance.now() - start).toBeLessThan(2000)
})
