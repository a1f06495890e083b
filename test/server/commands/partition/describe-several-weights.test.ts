import { expect, test } from 'vitest'
import { partitionUnits } from '../../../../server/algorithms/partition/partition-units.ts'
import { describePlan } from '../../../../server/commands/partition/describe-plan.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

/** A row of units with households and incidents, divided by both. */
function describeRow(units: readonly (readonly [number, number])[], [least, most]: [number, number]) {
  const graph = aUnitGrid({
    columns: units.length,
    weights: units.map(([households]) => households),
    furtherWeights: [units.map(([, incidents]) => incidents)],
  })
  const plan = partitionUnits(graph, { min: 200, max: 400, furtherBands: [{ min: least, max: most }] })
  return describePlan(plan, {
    zoneNames: Array.from({ length: plan.zoneCount }, (_, zone) => String(zone + 1)),
    unitIds: units.map((_, unit) => `u${unit}`),
    weights: [
      { field: 'households', min: 200, max: 400 },
      { field: 'incidents', min: least, max: most },
    ],
    hasCurrent: false,
    totalWeight: graph.weights.reduce((sum, weight) => sum + weight, 0),
  })
}

test('the figures of every weight stand side by side, those of the first also at the top', () => {
  const report = describeRow(new Array(6).fill([100, 10]), [0, 20])
  expect(report).toMatchObject({ zones: 3, within_bounds: true, min: 200, mean: 200, exceptions: [] })
  expect(report.weights).toEqual([
    { field: 'households', lower: 200, upper: 400, min: 200, max: 200, mean: 200, max_deviation_percent: 0 },
    { field: 'incidents', lower: 0, upper: 20, min: 20, max: 20, mean: 20, max_deviation_percent: 0 },
  ])
})

test('two weights that allow no number of zones in common are explained with both figures and both ways out', () => {
  const report = describeRow(new Array(4).fill([100, 25]), [0, 30])
  expect(report.within_bounds).toBe(true)
  expect(report.exceptions[0]).toMatchObject({
    reason: 'part-infeasible',
    avoidable: false,
    message:
      'Its part of the map weighs 100 (incidents) and 400 (households): at most 30 of incidents each needs 4 zones, at least 200 of households each allows 2.',
    remedy: 'Widen the band of households to 100 at the least, or that of incidents to 50 at the most.',
  })
})

test('a unit with too many incidents is named for the incidents, and for the households it lacks alone', () => {
  const report = describeRow(
    [
      [150, 5],
      [100, 70],
      [250, 5],
    ],
    [0, 30],
  )
  expect(report.exceptions.map(({ zone, field, message }) => [zone, field, message])).toEqual([
    ['1', 'households', 'The zone is a whole part of the map and weighs 150 (households); 200 is the least.'],
    [
      '2',
      'households',
      'Unit u1 stands alone because it is over the most of incidents, 30; it weighs 100 (households), and 200 is the least.',
    ],
    ['2', 'incidents', 'Unit u1 alone weighs 70 (incidents); 30 is the most.'],
  ])
  expect(report.exceptions[1]!.remedy).toBe('Divide the unit into at least 3 pieces.')
})
