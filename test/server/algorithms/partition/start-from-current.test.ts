import { expect, test } from 'vitest'
import { weighZones } from '../../../../server/algorithms/partition/compare-with-current.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { startFromCurrent } from '../../../../server/algorithms/partition/start-from-current.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

function start(weights: number[], zones: number[], fewestZones = 1) {
  const graph = priceUnits(aUnitGrid({ columns: weights.length, weights }), {
    measure: 'length',
    barrierDiscount: 0,
  })
  const zoneOf = Int32Array.from(zones)
  return startFromCurrent(graph, { zoneOf, weights: weighZones(zoneOf, graph.weights), fewestZones }, 200)
}

test('a whole plan is taken as it is', () => {
  const plan = start([100, 100, 100, 100], [5, 5, 8, 8])!
  expect([...plan.zoneOf]).toEqual([0, 0, 1, 1])
  expect(plan.zoneCount).toBe(2)
})

test('of a zone in two pieces the heavier stays', () => {
  const plan = start([300, 200, 100], [1, 2, 1])!
  expect([...plan.zoneOf]).toEqual([0, 1, 1])
  expect([...plan.home]).toEqual([0, 1, 0])
})

test('a zone below half of min is dissolved, unless the zones are needed', () => {
  expect(start([300, 90], [1, 2])!.zoneCount).toBe(1)
  expect(start([300, 90], [1, 2], 2)!.zoneCount).toBe(2)
  expect(start([300, 110], [1, 2])!.zoneCount).toBe(2)
})

test('units without any zone give nothing to start from', () => {
  expect(start([100, 100], [-1, -1])).toBeUndefined()
})
