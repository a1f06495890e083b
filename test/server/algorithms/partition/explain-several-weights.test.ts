import { expect, test } from 'vitest'
import {
  explainSeveralWeights,
  type ZoneOrigin,
} from '../../../../server/algorithms/partition/explain-several-weights.ts'
import { weighPart } from '../../../../server/algorithms/partition/zone-counts.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const bands = { min: 200, max: 400, furtherBands: [{ min: 0, max: 60 }] }

/** Each unit a zone of its own: households and incidents. */
function explain(units: readonly (readonly [number, number])[], origins: readonly ZoneOrigin[]) {
  const furtherWeights = [units.map(([, incidents]) => incidents)]
  const graph = aUnitGrid({ columns: 9, weights: units.map(([households]) => households), furtherWeights })
  const zoneWeights = [graph.weights, ...graph.furtherWeights!]
  const zoneOf = Int32Array.from(units.keys())
  return explainSeveralWeights(graph, { zoneOf, zoneWeights, origins }, bands)
}

/** A part of the map with these sums. */
function aPart(
  households: number,
  incidents: number,
  { isWhole = false, leastIncidents = 0 } = {},
): ZoneOrigin {
  const part = {
    weights: new Float64Array(50).fill(households / 50),
    furtherWeights: [new Float64Array(50).fill(incidents / 50)],
  }
  const weighed = weighPart(part, [bands, { min: leastIncidents, max: 60 }])
  return { kind: 'part', partWeight: households, range: weighed[0]!.range, weighed, isWhole, isProven: false }
}

test('a unit with too many incidents stands alone, and says so for its few households too', () => {
  expect(explain([[120, 150]], [{ kind: 'heavy' }])).toEqual([
    {
      zone: 0,
      weightIndex: 0,
      weight: 120,
      reason: 'unit-over-max',
      unit: 0,
      heaviestIndex: 1,
      piecesNeeded: 3,
    },
    {
      zone: 0,
      weightIndex: 1,
      weight: 150,
      reason: 'unit-over-max',
      unit: 0,
      heaviestIndex: 1,
      piecesNeeded: 3,
    },
  ])
})

test('weights that allow no number of zones in common are named with both figures', () => {
  const origin = aPart(1000, 45, { leastIncidents: 15 })
  expect(
    explain(
      [
        [350, 15],
        [150, 20],
      ],
      [origin, aPart(400, 500)],
    ),
  ).toMatchObject([
    {
      zone: 1,
      weightIndex: 0,
      reason: 'part-infeasible',
      fewestZones: 1,
      mostZones: 2,
      conflict: { weightIndex: 1, partWeight: 500, fewestZones: 9, mostZones: 50 },
    },
  ])
  expect(explain([[450, 15]], [origin])).toMatchObject([{ reason: 'not-found', mostZones: 5 }])
})

test('a light part says which of its weights is light', () => {
  expect(explain([[50, 70]], [aPart(50, 70, { isWhole: true })])).toMatchObject([
    { weightIndex: 0, reason: 'part-under-min', partWeight: 50 },
    { weightIndex: 1, reason: 'part-infeasible', conflict: { weightIndex: 0, fewestZones: 1, mostZones: 0 } },
  ])
})

test('locked zones and lone water are what they are', () => {
  expect(
    explain(
      [
        [100, 0],
        [0, 0],
      ],
      [{ kind: 'locked' }, { kind: 'water' }],
    ),
  ).toMatchObject([
    { zone: 0, weightIndex: 0, reason: 'locked' },
    { zone: 1, weightIndex: 0, reason: 'part-under-min' },
  ])
})
