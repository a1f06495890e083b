import { expect, test } from 'vitest'
import { repairZones } from '../../../../server/algorithms/partition/repair-zones.ts'
import { aPartField } from '../../../support/part-field.ts'

/** A strip of 12 units of 50: the first zone holds one, the second seven, the third four. */
const strip = aPartField({ columns: 12, weights: new Array(12).fill(50) })
const zoneOf = Int32Array.of(0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2)
const plan = { zoneOf, zoneCount: 3, excess: 150, cost: 0 }
const task = { ...strip, zoneCount: 3, seed: 1, effort: 1 }

test('zones outside the band are mended with those around them', () => {
  const mended = repairZones(task, plan, true)
  expect(mended.excess).toBe(0)
  expect(mended.zoneCount).toBe(3)
})

test('the plan it was given is not changed', () => {
  repairZones(task, plan, false)
  expect([...plan.zoneOf].join('')).toBe('011111112222')
})
