import { expect, test } from 'vitest'
import { chooseObjective } from '../../../../server/algorithms/partition/objective.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { polishPlan, provePart } from '../../../../server/algorithms/partition/prove-part.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const taskOf = (weights: number[], columns: number) => ({
  graph: priceUnits(aUnitGrid({ columns, weights }), { measure: 'length', barrierDiscount: 0 }),
  objective: chooseObjective({
    min: 200,
    max: 400,
    target: 300,
    prefer: 'compact',
    measure: 'length',
    unitsPerZone: 9,
  }),
  zoneCount: 2,
  seed: 1,
  effort: 1,
})
const plan = (excess: number, ...zoneOf: number[]) => ({
  zoneOf: Int32Array.from(zoneOf),
  zoneCount: 2,
  excess,
  cost: 0,
})

test('finds the plan that the search missed', () => {
  const proven = provePart(taskOf([100, 300, 100, 100], 4), plan(200, 0, 1, 1, 1), false)
  expect(proven).toMatchObject({ excess: 0, isProven: false })
  expect([...proven.zoneOf]).toEqual([1, 1, 0, 0].map((zone) => (proven.zoneOf[0] === 1 ? zone : 1 - zone)))
})

test('proves that there is none and keeps the least weight outside', () => {
  const task = taskOf([150, 300, 100, 100], 4)
  expect(provePart(task, plan(250, 0, 0, 1, 1), false)).toMatchObject({ excess: 50, isProven: true })
  expect(provePart(task, plan(50, 0, 0, 1, 1), false)).toMatchObject({ excess: 50, isProven: true })
})

test('a plan inside the band and a large part are left alone', () => {
  expect(provePart(taskOf([100, 300, 100, 100], 4), plan(0, 0, 0, 1, 1), false).isProven).toBe(false)
  const large = taskOf(new Array<number>(36).fill(17), 6)
  const halves = plan(5, ...Array.from({ length: 36 }, (_, unit) => (unit < 18 ? 0 : 1)))
  expect(provePart(large, halves, false)).toMatchObject({ excess: 5, isProven: false })
})

test('polishing shortens the boundary and lets no weight out of the band', () => {
  const task = taskOf(new Array<number>(16).fill(40), 4)
  const comb = Int32Array.of(0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1)
  const polished = polishPlan(task, comb)
  expect(polished.excess).toBe(0)
  const cuts = (zoneOf: Int32Array) =>
    task.graph.neighbours.filter((to, edge) => zoneOf[to] !== zoneOf[task.graph.sources[edge]!]).length / 2
  expect(cuts(polished.zoneOf)).toBeLessThan(cuts(comb))
})
