import { expect, test } from 'vitest'
import { annealPart } from '../../../../server/algorithms/partition/anneal-part.ts'
import { aPartField } from '../../../support/part-field.ts'

test('an easy field is held inside the band, the same way for the same seed', () => {
  const task = {
    ...aPartField({ columns: 8, weights: new Array(64).fill(50) }),
    zoneCount: 10,
    seed: 4,
    effort: 0.5,
  }
  const plan = annealPart(task)
  expect(plan.excess).toBe(0)
  expect(annealPart(task)).toEqual(plan)
})
