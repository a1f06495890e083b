import { expect, test } from 'vitest'
import { boundingBox } from '../../../../server/algorithms/geometry/bounding-box.ts'

test('the box of positions holds them all', () => {
  expect(
    boundingBox([
      [3, 4],
      [1, 9],
      [2, 2],
    ]),
  ).toEqual([1, 2, 3, 9])
})

test('the box of nothing holds nothing', () => {
  expect(boundingBox([])).toEqual([Infinity, Infinity, -Infinity, -Infinity])
})
