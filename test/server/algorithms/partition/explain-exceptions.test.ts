import { expect, test } from 'vitest'
import {
  explainExceptions,
  type ZoneOrigin,
} from '../../../../server/algorithms/partition/explain-exceptions.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const graph = aUnitGrid({ columns: 3, weights: [950, 50, 250] })
const zoneOf = Int32Array.of(0, 1, 2)
const explain = (...origins: ZoneOrigin[]) =>
  explainExceptions(graph, { zoneOf, zoneWeights: graph.weights, origins }, { min: 200, max: 400 })
const range = { fewest: 1, most: 1 }

test('names the heavy unit, the light part and their neighbours', () => {
  const light = {
    kind: 'part',
    partWeight: 50,
    range: { fewest: 1, most: 0 },
    weighed: [],
    isWhole: true,
  } as const
  expect(explain({ kind: 'heavy' }, light, { kind: 'water' })).toEqual([
    { zone: 0, weight: 950, reason: 'unit-over-max', unit: 0, piecesNeeded: 3, nearestZone: 1 },
    { zone: 1, weight: 50, reason: 'part-under-min', partWeight: 50, nearestZone: 0 },
  ])
})

test('tells what cannot be from what was not found', () => {
  const part = { kind: 'part', partWeight: 500, range, weighed: [], isWhole: false } as const
  const infeasible = { ...part, range: { fewest: 2, most: 1 } }
  expect(explain(part, infeasible, part).map(({ reason }) => reason)).toEqual([
    'not-found',
    'part-infeasible',
  ])
})
