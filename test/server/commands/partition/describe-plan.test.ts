import { expect, test } from 'vitest'
import { partitionUnits } from '../../../../server/algorithms/partition/partition-units.ts'
import { describePlan } from '../../../../server/commands/partition/describe-plan.ts'
import { nameZones } from '../../../../server/commands/partition/name-zones.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('a zone outside the band is put into words with its remedy', () => {
  const plan = partitionUnits(aUnitGrid({ columns: 3, weights: [50, 900, 250] }), { min: 200, max: 400 })
  const names = {
    zoneNames: ['1', '2', '3'],
    unitIds: ['a', 'b', 'c'],
    weights: [{ field: 'households', min: 200, max: 400 }],
    totalWeight: 1200,
  }
  const report = describePlan(plan, { ...names, hasCurrent: false })
  expect(report).toMatchObject({ zones: 3, within_bounds: true, moved_weight_percent: null })
  expect(report.exceptions.map(({ zone, message, remedy }) => [zone, message, remedy])).toEqual([
    [
      '1',
      'The zone is a whole part of the map and weighs 50; 200 is the least.',
      'It borders on zone 2 but may not join it (another region or zone, a lock, or a unit over the most): lift that, or accept it.',
    ],
    ['2', 'Unit b alone weighs 900; 400 is the most.', 'Divide the unit into at least 3 pieces.'],
  ])
})

test('sums of fractions are readable', () => {
  const plan = partitionUnits(aUnitGrid({ columns: 3, weights: [0.1, 0.2, 0.3] }), { min: 20, max: 40 })
  const weights = [{ field: 'tons', min: 20, max: 40 }]
  const names = { zoneNames: ['1'], unitIds: ['a', 'b', 'c'], weights, totalWeight: 0.6, hasCurrent: false }
  const [exception] = describePlan(plan, names).exceptions
  expect(exception).toMatchObject({ weight: 0.6, message: expect.stringContaining('weighs 0.6;') })
})

test('zones that go on keep their name, new ones take a free number', () => {
  expect(nameZones(Int32Array.of(1, -1, 0, -1), ['north', '1'])).toEqual(['1', '2', 'north', '3'])
})
