import { expect, test } from 'vitest'
import type { PartPlan, PartTask } from '../../../../server/algorithms/partition/anneal-part.ts'
import {
  runElsewhere,
  runHere,
  type SearchSteps,
  together,
} from '../../../../server/algorithms/partition/search-steps.ts'
import { aPartField } from '../../../support/part-field.ts'

const field = aPartField({ columns: 4, weights: new Array<number>(8).fill(100) })
const task = (seed: number): PartTask => ({ ...field, zoneCount: 2, seed, effort: 0.1 })
const planOf = (seed: number): PartPlan => ({
  zoneOf: Int32Array.of(seed),
  zoneCount: 1,
  excess: 0,
  cost: seed,
})

function* twoRounds(first: number): SearchSteps<number[]> {
  const one = yield [task(first), task(first + 1)]
  const two = yield [task(first + 2)]
  return [...one, ...two].map(({ cost }) => cost)
}
function* noSearch(): SearchSteps<number[]> {
  yield []
  return [7]
}

test('computations side by side ask together, and each gets its own plans', async () => {
  const rounds: number[][] = []
  const steps = together([twoRounds(10), noSearch(), twoRounds(20)])
  let step = steps.next()
  while (!step.done) {
    rounds.push(step.value.map(({ seed }) => seed))
    step = steps.next(step.value.map(({ seed }) => planOf(seed)))
  }
  expect(rounds).toEqual([
    [10, 11, 20, 21],
    [12, 22],
  ])
  expect(step.value).toEqual([[10, 11, 12], [7], [20, 21, 22]])
})

test('searches here and elsewhere give the same', async () => {
  const elsewhere = runElsewhere(twoRounds(1), async ({ seed }) => planOf(seed))
  await expect(elsewhere).resolves.toEqual([1, 2, 3])
  expect(runHere(twoRounds(1))).toHaveLength(3)
})

test('a search that fails elsewhere fails the whole', async () => {
  const broken = runElsewhere(twoRounds(1), async () => {
    throw new Error('the thread is gone')
  })
  await expect(broken).rejects.toThrow('the thread is gone')
})
