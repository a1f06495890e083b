import { expect, test } from 'vitest'
import { chooseObjective } from '../../../../server/algorithms/partition/objective.ts'
import { priceUnits } from '../../../../server/algorithms/partition/part-graph.ts'
import { reshareZones } from '../../../../server/algorithms/partition/reshare-zones.ts'
import { runHere } from '../../../../server/algorithms/partition/search-steps.ts'
import { feasibleZoneCounts } from '../../../../server/algorithms/partition/zone-counts.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const band = { min: 200, max: 400 }
function orderOf(weights: number[], zoneCount: number) {
  const graph = priceUnits(aUnitGrid({ columns: weights.length, weights }), {
    measure: 'length',
    barrierDiscount: 0,
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    graph,
    objective: chooseObjective({
      ...band,
      target: 300,
      prefer: 'compact',
      measure: 'length',
      unitsPerZone: 9,
    }),
    zoneCount,
    seed: 1,
    effort: 0.1,
    range: feasibleZoneCounts(total, weights.length, band),
    isCountExact: true,
  }
}
const planOf = (excess: number, ...zoneOf: number[]) => ({
  zoneOf: Int32Array.from(zoneOf),
  zoneCount: Math.max(...zoneOf) + 1,
  excess,
  cost: 0,
  isProven: false,
})

test('a zone moves from the part that cannot use it to the one that can', () => {
  // 390 + 390 + 20 has no plan with three zones, 8 × 100 has.
  const orders = [orderOf([390, 20, 390], 3), orderOf(new Array<number>(8).fill(100), 2)]
  const plans = [planOf(180, 0, 1, 2), planOf(0, 0, 0, 0, 0, 1, 1, 1, 1)]
  const shared = runHere(reshareZones(orders, plans))
  expect(shared.map(({ zoneCount }) => zoneCount)).toEqual([2, 3])
  expect(shared[1]!.excess).toBe(0)
  expect(shared[0]!).toMatchObject({ excess: 10, isProven: true })
})

test('when every share was weighed up and none is better, that is proven', () => {
  const orders = [orderOf([150, 300, 150], 2), orderOf([300], 1)]
  const [first] = runHere(reshareZones(orders, [planOf(100, 0, 0, 1), planOf(0, 0)]))
  expect(first).toMatchObject({ excess: 100, isProven: true })
})
