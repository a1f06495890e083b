import { expect, test } from 'vitest'
import { explainExceptions } from '../../../../server/algorithms/partition/explain-exceptions.ts'
import type { ZoneOrigin } from '../../../../server/algorithms/partition/explain-several-weights.ts'
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
    isProven: false,
  } as const
  expect(explain({ kind: 'heavy' }, light, { kind: 'water' })).toEqual([
    { zone: 0, weight: 950, reason: 'unit-over-max', unit: 0, piecesNeeded: 3, nearestZone: 1 },
    { zone: 1, weight: 50, reason: 'part-under-min', partWeight: 50, nearestZone: 0 },
  ])
})

test('tells what cannot be from what was not found', () => {
  const part = { kind: 'part', partWeight: 500, range, weighed: [], isWhole: false, isProven: false } as const
  const reasons = (...origins: ZoneOrigin[]) => explain(...origins).map(({ reason }) => reason)
  const infeasible = { ...part, range: { fewest: 2, most: 1 } }
  expect(reasons(part, infeasible, part)).toEqual(['not-found', 'part-infeasible'])
  const searched = { ...part, isProven: true }
  const counted = { ...searched, zonesAllowed: { fewest: 3, most: 6 } }
  expect(reasons(searched, counted, part)).toEqual(['no-plan-exists', 'zones-infeasible'])
})

test('a pocket names the unit that shuts it off', () => {
  const part = { kind: 'part', partWeight: 500, range, weighed: [], isWhole: false, isProven: false } as const
  const pocket = { kind: 'pocket', gate: 2, pocketWeight: 50, weightWithPockets: 420 } as const
  expect(explain(part, pocket, part)[1]).toEqual({
    zone: 1,
    weight: 50,
    reason: 'pocket-under-min',
    unit: 2,
    pocketWeight: 50,
    weightWithPockets: 420,
    nearestZone: 0,
  })
})
