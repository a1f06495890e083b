import { expect, test } from 'vitest'
import { measurePlan, sumZones } from '../../../../server/algorithms/partition/measure-plan.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('two halves of a 2×2 field of 100 m squares', () => {
  const graph = aUnitGrid({
    columns: 2,
    weights: [10, 20, 30, 60],
    furtherWeights: [[1, 3, 2, 4]],
    barrierBetween: (a) => (a === 0 ? 1 : 0),
  })
  const halves = Int32Array.of(0, 0, 1, 1)
  const sums = sumZones(graph, halves, 2)
  expect([...sums.weights]).toEqual([30, 90])
  expect([...sums.perimeters]).toEqual([600, 600])
  expect(measurePlan(graph, halves, sums)).toEqual({
    minWeight: 30,
    maxWeight: 90,
    meanWeight: 60,
    maxDeviationShare: 0.5,
    furtherSpreads: [{ minWeight: 4, maxWeight: 6, meanWeight: 5, maxDeviationShare: 0.2 }],
    cutEdges: 2,
    internalBoundaryMeters: 200,
    boundaryOnBarriersShare: 0.5,
    polsbyPopperMean: (4 * Math.PI * 20_000) / 600 ** 2,
  })
})
