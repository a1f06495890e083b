import { expect, test } from 'vitest'
import { scorePlan } from '../../../../server/commands/bench/score-plan.ts'
import { aBenchCase } from './a-bench-case.ts'

const row = { columns: 4, weights: [100, 100, 100, 100] }

test('a plan of connected zones inside the band is valid, with its figures', () => {
  const score = scorePlan(aBenchCase(row, { min: 200, max: 400 }), Int32Array.of(7, 7, 3, 3))
  expect(score).toMatchObject({ isValid: true, faults: 0, zones: 2, cutEdges: 1, innerBoundaryMeters: 100 })
  expect(score.polsbyPopper).toBeCloseTo((4 * Math.PI * 20_000) / 600 ** 2, 6)
  expect(score).not.toHaveProperty('movedPercent')
})

test.for([
  ['a zone in two pieces', [0, 1, 1, 0], { min: 200, max: 400 }],
  ['a zone under min', [0, 1, 1, 1], { min: 200, max: 400 }],
  ['a zone over max', [0, 0, 0, 1], { min: 100, max: 200 }],
] as const)('%s is a fault', ([, zones, band]) => {
  expect(scorePlan(aBenchCase(row, band), Int32Array.from(zones))).toMatchObject({
    isValid: false,
    faults: 1,
  })
})

test('another number of zones than the wished one is not valid', () => {
  const task = aBenchCase(row, { min: 100, max: 400, zones: 3 })
  expect(scorePlan(task, Int32Array.of(0, 0, 1, 1))).toMatchObject({ isValid: false, faults: 0 })
})

test('a unit over max and the light part behind it are excused, each as a zone of its own', () => {
  const task = aBenchCase({ columns: 5, weights: [100, 100, 500, 0, 50] }, { min: 200, max: 400 })
  expect(scorePlan(task, Int32Array.of(0, 0, 1, 2, 2))).toMatchObject({ isValid: true, zones: 3 })
  expect(scorePlan(task, Int32Array.of(0, 0, 1, 1, 2))).toMatchObject({ isValid: false, faults: 1 })
})

test('moved weight is what left its zone of today', () => {
  const task = aBenchCase(row, { min: 100, max: 300, current: Int32Array.of(0, 0, 0, 1) })
  expect(scorePlan(task, Int32Array.of(5, 5, 6, 6)).movedPercent).toBe(25)
})
