import { expect, test } from 'vitest'
import type { PlanePoint } from '../../../../server/algorithms/geometry/local-plane.ts'
import { clipToBlock } from '../../../../server/algorithms/topology/clip-to-block.ts'

const ring = (...points: PlanePoint[]) => [...points, points[0]!]
const block = [ring([0, 0], [10, 0], [10, 10], [0, 10])]

test('a line through the block keeps its inside and a hair beyond both sides', () => {
  expect(
    clipToBlock(
      [
        [
          [-5, 4],
          [3, 4],
          [20, 4],
        ],
      ],
      block,
      0.5,
    ),
  ).toEqual([
    [
      [-0.5, 4],
      [0, 4],
      [3, 4],
      [10, 4],
      [10.5, 4],
    ],
  ])
})

test('a slanting line steps straight across the outline', () => {
  const [line] = clipToBlock(
    [
      [
        [5, 5],
        [6, 15],
      ],
    ],
    block,
    0.5,
  )
  expect(line).toHaveLength(3)
  expect(line?.at(-1)).toEqual([5.5, 10.5])
})

test('a line that leaves and comes back becomes two, over a hole too', () => {
  const withHole = [...block, ring([4, 4], [4, 6], [6, 6], [6, 4])]
  expect(
    clipToBlock(
      [
        [
          [1, 5],
          [9, 5],
        ],
      ],
      withHole,
      0.5,
    ),
  ).toEqual([
    [
      [1, 5],
      [4, 5],
      [4.5, 5],
    ],
    [
      [5.5, 5],
      [6, 5],
      [9, 5],
    ],
  ])
  const bay = [ring([0, 0], [10, 0], [10, 10], [6, 10], [6, 2], [4, 2], [4, 10], [0, 10])]
  expect(
    clipToBlock(
      [
        [
          [1, 5],
          [9, 5],
        ],
      ],
      bay,
      0.5,
    ),
  ).toHaveLength(2)
})

test('lines outside are gone, lines inside unchanged', () => {
  const inside: PlanePoint[] = [
    [1, 1],
    [2, 3],
  ]
  expect(
    clipToBlock(
      [
        [
          [20, 0],
          [20, 9],
        ],
        inside,
      ],
      block,
      0.5,
    ),
  ).toEqual([inside])
})
