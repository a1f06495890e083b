import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BenchCase } from '../../../../server/commands/bench/bench-case.ts'
import { loadSolver, solveExactly } from '../../../../server/commands/bench/exact-plan.ts'
import { scorePlan } from '../../../../server/commands/bench/score-plan.ts'
import { aBenchCase } from './a-bench-case.ts'

/** Every assignment of units to zones that are numbered in the order of their first unit. */
function* assignments(units: number, zones: number): Generator<number[]> {
  const plan: number[] = []
  function* extend(used: number): Generator<number[]> {
    if (plan.length === units) {
      if (used === zones) yield plan
      return
    }
    for (let zone = 0; zone <= Math.min(used, zones - 1); zone++) {
      plan.push(zone)
      yield* extend(Math.max(used, zone + 1))
      plan.pop()
    }
  }
  yield* extend(0)
}

function leastCutEdges(task: BenchCase): number | undefined {
  let least: number | undefined
  for (const plan of assignments(task.graph.weights.length, task.zones!)) {
    const { isValid, cutEdges } = scorePlan(task, Int32Array.from(plan))
    if (isValid && (least === undefined || cutEdges < least)) least = cutEdges
  }
  return least
}

test('the exact model finds the optimum of every assignment there is, or that there is none', async () => {
  const highs = await loadSolver()
  const weights = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 8 })
  fc.assert(
    fc.property(
      weights,
      fc.integer({ min: 2, max: 3 }),
      fc.integer({ min: 2, max: 3 }),
      (drawn, columns, zones) => {
        const mean = drawn.reduce((sum, weight) => sum + weight, 0) / zones
        const band = { min: Math.floor(mean * 0.7), max: Math.max(4, Math.ceil(mean * 1.3)) }
        const task = aBenchCase({ columns, weights: drawn }, { ...band, zones, measure: 'edges' })
        const exact = solveExactly(highs, task)
        expect(exact.cutEdges).toBe(leastCutEdges(task))
        if (exact.zoneOf) {
          expect(scorePlan(task, exact.zoneOf)).toMatchObject({ isValid: true, cutEdges: exact.cutEdges })
          expect(exact).toMatchObject({ isOptimal: true, bound: exact.cutEdges })
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('a model with too many zones is not solved, and says so', async () => {
  const task = aBenchCase(
    { columns: 8, weights: Array(64).fill(1) },
    { min: 4, max: 30, zones: 4, measure: 'edges' },
  )
  expect(solveExactly(await loadSolver(), task)).toMatchObject({ possibleZones: undefined, isOptimal: false })
})
