import { expect, test } from 'vitest'
import { splitProgress } from '../../../../server/algorithms/partition/split-progress.ts'

test('the whole is the sum of the works by their size', () => {
  const told: number[] = []
  const [large, small] = splitProgress([3, 1], (share) => told.push(share))
  large!(0.5)
  small!(1)
  large!(1)
  expect(told).toEqual([0.375, 0.625, 1])
})

test('nobody need listen', () => {
  expect(() => splitProgress([1], undefined)[0]!(1)).not.toThrow()
})
