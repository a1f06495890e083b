import { expect, test } from 'vitest'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'

test('one seed gives one sequence, another seed another', () => {
  const draw = (seed: number) => {
    const random = new SeededRandom(seed)
    return Array.from({ length: 5 }, () => random.below(1000))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('numbers spread evenly over 0…1', () => {
  const random = new SeededRandom(1)
  const counts = new Array<number>(10).fill(0)
  for (let draw = 0; draw < 10_000; draw++) counts[random.below(10)]! += 1
  for (const count of counts) expect(count).toBeGreaterThan(900)
})
