import { expect, test } from 'vitest'
import {
  BARRIER_CLASS_WEIGHTS,
  barrierWeightOf,
} from '../../../../server/algorithms/partition/barrier-classes.ts'

test('a river weighs more than a rail, a trunk road more than a lane', () => {
  expect(barrierWeightOf({ waterway: 'river' })).toBeGreaterThan(barrierWeightOf({ railway: 'rail' }))
  expect(barrierWeightOf({ highway: 'trunk' })).toBeGreaterThan(barrierWeightOf({ class: 'lane' }))
})

test('an own weight counts as it is, an unknown class half', () => {
  expect(barrierWeightOf({ weight: 0.33, class: 'river' })).toBe(0.33)
  expect(barrierWeightOf({ class: 'hedge' })).toBe(0.5)
  expect(barrierWeightOf(null)).toBe(0.5)
})

test('every weight lies within 0…1', () => {
  for (const weight of Object.values(BARRIER_CLASS_WEIGHTS)) expect(weight > 0 && weight <= 1).toBe(true)
})
