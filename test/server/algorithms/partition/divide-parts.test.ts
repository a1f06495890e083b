import { expect, test } from 'vitest'
import {
  countParts,
  divideParts,
  type Settings,
} from '../../../../server/algorithms/partition/divide-parts.ts'
import { runHere } from '../../../../server/algorithms/partition/search-steps.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const settings: Settings = {
  min: 200,
  max: 400,
  target: 300,
  prefer: 'compact',
  measure: 'length',
  seed: 1,
  effort: 0.1,
}

test('a pocket is cut off a large part and weighed up by the search in a small one', () => {
  const field = (weights: number[]) => {
    const graph = aUnitGrid({ columns: weights.length, weights })
    return countParts(graph, [Int32Array.from(weights.keys())], settings)
  }
  const large = field([150, 300, ...new Array<number>(38).fill(100)])
  expect(large.pocketZones.map(({ units, gate }) => [[...units], gate])).toEqual([[[0], 1]])
  expect(large.parts).toMatchObject([{ unitCount: 39, weight: 4100, isRest: true }])
  const small = field([150, 300, 100, 100])
  expect(small.pocketZones).toEqual([])
  expect(small.parts).toMatchObject([{ unitCount: 4, isRest: false }])
})

test('every part gets a plan, and together they have the number of zones asked for', () => {
  const graph = aUnitGrid({ columns: 6, weights: new Array<number>(12).fill(100), isolated: [] })
  const halves = [Int32Array.of(0, 1, 2, 6, 7, 8), Int32Array.of(3, 4, 5, 9, 10, 11)]
  const { parts } = countParts(graph, halves, settings)
  const plans = runHere(divideParts(graph, parts, { settings: { ...settings, zones: 7 }, settledZones: 2 }))
  expect(plans.reduce((sum, { zoneCount }) => sum + zoneCount, 0)).toBe(5)
  expect(plans.map(({ excess }) => excess)).toEqual([0, 0])
})
