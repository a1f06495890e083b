import { expect, test } from 'vitest'
import { labelComponents } from '../../../../server/algorithms/graph/label-components.ts'
import { divideByTrees } from '../../../../server/algorithms/partition/divide-by-trees.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aPartField } from '../../../support/part-field.ts'

test.for([1, 2, 7, 24, 48])('a field of 48 units falls into %i connected zones, none empty', (zones) => {
  const { graph, objective } = aPartField({ columns: 8, weights: new Array(48).fill(50) })
  const zoneOf = divideByTrees(graph, zones, objective, new SeededRandom(5))
  expect(new Set(zoneOf).size).toBe(zones)
  const { count } = labelComponents(
    graph,
    () => true,
    (edge, from) => zoneOf[graph.neighbours[edge]!] === zoneOf[from],
  )
  expect(count).toBe(zones)
})

test('cuts stay inside the band where that is easy', () => {
  const { graph, objective } = aPartField({ columns: 8, weights: new Array(48).fill(50) })
  const weights = new Float64Array(8)
  for (const zone of divideByTrees(graph, 8, objective, new SeededRandom(5))) weights[zone]! += 50
  for (const weight of weights) expect(weight >= 200 && weight <= 400).toBe(true)
})
