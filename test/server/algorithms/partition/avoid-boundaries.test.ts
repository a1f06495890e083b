import { expect, test } from 'vitest'
import { avoidBoundaries } from '../../../../server/algorithms/partition/avoid-boundaries.ts'
import { partitionUnits } from '../../../../server/algorithms/partition/partition-units.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('boundaries of other plans cost more with each plan, those of today do not', () => {
  const row = aUnitGrid({ columns: 4, weights: [1, 1, 1, 1] })
  const [one, other] = [Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 2, 2)]
  expect([...avoidBoundaries(row, [one, other], undefined)]).toEqual([1.2, 1.2, 1.4, 1.4, 1, 1])
  expect([...avoidBoundaries(row, [one, other], one)]).toEqual([1.2, 1.2, 1, 1, 1, 1])
})

test('a plan that avoids another differs from it where the best plan is always the same', () => {
  const graph = aUnitGrid({ columns: 4, weights: new Array(16).fill(50) })
  const options = { min: 400, max: 400, zones: 2 }
  const first = partitionUnits(graph, options)
  expect(first.metrics.internalBoundaryMeters).toBe(400)
  const second = partitionUnits(graph, { ...options, avoid: [first.zoneOfUnit] })
  expect(second.exceptions).toEqual([])
  expect([...second.zoneOfUnit]).not.toEqual([...first.zoneOfUnit])
})
