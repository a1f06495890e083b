import { expect, test } from 'vitest'
import {
  command,
  LINE_TO,
  POINTS,
  TileFeatures,
  zigzag,
} from '../../../../server/algorithms/tiling/tile-features.ts'

test('commands and numbers are those of the examples in the specification', () => {
  expect(command(LINE_TO, 3)).toBe(26)
  expect([0, -1, 1, -2, 25, 17].map(zigzag)).toEqual([0, 1, 2, 3, 50, 34])
})

test('a point is the example of the specification: 25, 17', () => {
  const features = new TileFeatures()
  features.addPoint(25, 17, ['a'])
  expect([...features.geometry.written()]).toEqual([9, 50, 34])
  expect(features).toMatchObject({
    count: 1,
    kinds: [POINTS],
    values: [['a']],
    sizes: [0],
    ends: [3],
    xs: [25],
    ys: [17],
  })
})
