import { expect, test } from 'vitest'
import { BarrierIndex } from '../../../../server/algorithms/topology/barrier-index.ts'

const strength = (barrierClass: string) => ({ river: 1, primary: 0.8, lane: 0.1 })[barrierClass] ?? 0.5
const road = (barrierClass: string) => ({
  class: barrierClass,
  coordinates: [
    [0, 0],
    [0.01, 0.003],
  ],
})

test('an edge within a grid step of a line lies on it', () => {
  const index = new BarrierIndex([road('primary')], strength)
  expect(index.classAt([0.001, 0.0003001], [0.002, 0.0006001])).toBe('primary')
  expect(index.classAt([0.001, 0.0003005], [0.002, 0.0006005])).toBeUndefined()
})

test('where a road runs on a river bank, the river names the edge', () => {
  const lines = [road('lane'), road('river'), road('primary')]
  expect(new BarrierIndex(lines, strength).classAt([0, 0], [0.01, 0.003])).toBe('river')
  expect(new BarrierIndex(lines.toReversed(), strength).classAt([0, 0], [0.01, 0.003])).toBe('river')
})

test('no lines, no barrier', () => {
  expect(new BarrierIndex([], strength).classAt([0, 0], [1, 1])).toBeUndefined()
})
