import { expect, test } from 'vitest'
import { RandomTree } from '../../../../server/algorithms/partition/random-tree.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { aPartField } from '../../../support/part-field.ts'

test('the sums of a branch are those of its units', () => {
  const { graph } = aPartField({ columns: 5, weights: Array.from({ length: 25 }, (_, i) => i) })
  const tree = new RandomTree(graph)
  tree.grow(7, { labelOf: new Int32Array(25), one: 0, other: 0 }, new SeededRandom(3))
  expect(tree.count).toBe(25)
  for (const branch of tree.order) {
    const units = [...tree.order].filter((unit) => tree.isBelow(unit, branch))
    const inside = new Set(units)
    const edges = [...graph.neighbours.keys()].filter((edge) => inside.has(graph.sources[edge]!))
    const leaving = edges.filter((edge) => !inside.has(graph.neighbours[edge]!))
    expect(tree.weight[branch]).toBe(units.reduce((sum, unit) => sum + unit, 0))
    expect(tree.size[branch]).toBe(units.length)
    expect(tree.sharedMeters[branch]).toBe(leaving.length * 100)
    expect(tree.cutCost[branch]).toBeCloseTo(leaving.length)
    expect(tree.perimeter[branch]).toBe(units.length * 400 - (edges.length - leaving.length) * 100)
  }
})

test('only members are reached', () => {
  const { graph } = aPartField({ columns: 3, weights: [1, 1, 1] })
  const tree = new RandomTree(graph)
  tree.grow(0, { labelOf: Int32Array.of(4, 9, 1), one: 4, other: 9 }, new SeededRandom(1))
  expect([...tree.order.slice(0, tree.count)]).toEqual([0, 1])
})
