import { expect, test } from 'vitest'
import { waysInsideBlocks } from '../../../../server/algorithms/topology/ways-inside-blocks.ts'
import { rectangle, STEP } from '../../../support/block-world.ts'

const way = (...points: [number, number][]) => points.map(([x, y]) => [x * STEP, y * STEP])

test('a way through two blocks is kept only in the heavy one, with a hair beyond its outline', () => {
  const ways = [way([0.5, -1], [0.5, 3]), way([5, 5], [6, 6])]
  const [inside, ...others] = waysInsideBlocks(ways, [[rectangle(0, 0, 1, 1)]])
  expect(others).toEqual([])
  expect(inside!.map(([lng]) => lng)).toEqual([0.0005, 0.0005, 0.0005, 0.0005])
  expect(inside!.map(([, lat]) => lat)).toEqual([-0.0000003, 0, 0.001, 0.0010003])
})

test('a way that begins inside keeps its end', () => {
  const [inside] = waysInsideBlocks([way([0.5, 0.5], [0.5, 3])], [[rectangle(0, 0, 1, 1)]])
  expect(inside![0]).toEqual([0.0005, 0.0005])
})

test('without ways or blocks there are none', () => {
  expect(waysInsideBlocks([], [[rectangle(0, 0, 1, 1)]])).toEqual([])
  expect(waysInsideBlocks([way([0, 0], [1, 1])], [])).toEqual([])
})
