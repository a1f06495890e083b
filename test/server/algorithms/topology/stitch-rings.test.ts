import { expect, test } from 'vitest'
import { stitchRings } from '../../../../server/algorithms/topology/stitch-rings.ts'

test('paths in any direction close to one ring', () => {
  expect(
    stitchRings([
      [1, 2, 3],
      [5, 3],
      [5, 6, 1],
    ]),
  ).toEqual({ rings: [[1, 2, 3, 5, 6, 1]], openEnds: [] })
})

test('a path that closes by itself is a ring', () => {
  expect(stitchRings([[1, 2, 3, 1]])).toEqual({ rings: [[1, 2, 3, 1]], openEnds: [] })
})

test('two rings that touch in a node come out as two', () => {
  const { rings, openEnds } = stitchRings([
    [1, 2, 9],
    [9, 3, 4],
    [4, 9],
    [9, 5, 1],
  ])
  expect(openEnds).toEqual([])
  expect(rings.map((ring) => [...new Set(ring)].sort())).toEqual([
    [3, 4, 9],
    [1, 2, 5, 9],
  ])
})

test('what does not close is told by its ends', () => {
  expect(
    stitchRings([
      [1, 2],
      [2, 3],
      [7, 8, 7],
    ]),
  ).toEqual({ rings: [[7, 8, 7]], openEnds: [1, 3] })
})

test('a ring with a loose spur: the ring is found, the spur told', () => {
  const { rings, openEnds } = stitchRings([
    [0, 1],
    [1, 2],
    [2, 3, 1],
  ])
  expect(rings).toEqual([[1, 2, 3, 1]])
  expect(openEnds).toEqual([0, 1])
})
