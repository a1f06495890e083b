import { expect, test } from 'vitest'
import { annealInBlocks } from '../../../../server/algorithms/partition/anneal-in-blocks.ts'
import { divideByTrees } from '../../../../server/algorithms/partition/divide-by-trees.ts'
import { runHere } from '../../../../server/algorithms/partition/search-steps.ts'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aPartField } from '../../../support/part-field.ts'

const random = new SeededRandom(5)
const weights = Array.from({ length: 1600 }, () => 20 + random.below(80))
const field = aPartField({ columns: 40, weights })
const zoneCount = Math.round(weights.reduce((sum, weight) => sum + weight, 0) / 300)
const task = { ...field, zoneCount, seed: 3, effort: 0.3 }

test('a large part is inside the band, its zones are connected, its boundary shorter than at the start', () => {
  const shares: number[] = []
  const plan = runHere(annealInBlocks({ ...task, onProgress: (share) => shares.push(share) }))
  expect(plan.excess).toBe(0)
  expect(new Set(plan.zoneOf).size).toBe(zoneCount)
  const start = divideByTrees(field.graph, zoneCount, field.objective, new SeededRandom(3))
  const before = new ZoneState(field.graph, field.objective, { zoneOf: start, zoneCount })
  expect(plan.cost).toBeLessThan(0.9 * before.totalCost())
  expect(shares.at(-1)).toBeCloseTo(1)
  expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]! - 1e-9)).toBe(true)
})

test('the same seed gives the same plan, another seed another', () => {
  const again = () => [...runHere(annealInBlocks(task)).zoneOf]
  expect(again()).toEqual(again())
  expect([...runHere(annealInBlocks({ ...task, seed: 4 })).zoneOf]).not.toEqual(again())
})

test('homes are kept where that costs less', () => {
  const home = runHere(annealInBlocks(task)).zoneOf
  const objective = { ...field.objective, movePrice: 200 }
  const kept = runHere(annealInBlocks({ ...task, objective, start: { zoneOf: home, home, zoneCount } }))
  const moved = kept.zoneOf.filter((zone, unit) => zone !== home[unit]).length
  expect(moved).toBeLessThan(16)
})
