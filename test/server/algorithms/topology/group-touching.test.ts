import { expect, test } from 'vitest'
import type { PlanePoint } from '../../../../server/algorithms/geometry/local-plane.ts'
import { groupTouching } from '../../../../server/algorithms/topology/group-touching.ts'

const box = (x: number, y: number, width: number, height: number): PlanePoint[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
]

test('houses in a row are one group, the house across the lane is another', () => {
  expect(
    groupTouching([box(0, 0, 5, 5), box(20, 0, 5, 5), box(5, 0, 5, 5), box(10.2, 0, 5, 5)], 0.3),
  ).toEqual([0, 1, 0, 0])
})

test('crossing and containing outlines touch', () => {
  expect(groupTouching([box(0, 4, 20, 2), box(9, 0, 2, 20)], 0.3)).toEqual([0, 0])
  expect(groupTouching([box(0, 0, 20, 20), box(9, 9, 2, 2)], 0.3)).toEqual([0, 0])
})

test('chains of touching houses are found in whatever order they come', () => {
  expect(groupTouching([box(0, 0, 5, 5), box(10, 0, 5, 5), box(5, 0, 5, 5)], 0.3)).toEqual([0, 0, 0])
})

test('no buildings, no groups', () => {
  expect(groupTouching([], 0.3)).toEqual([])
})
