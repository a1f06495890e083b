import { expect, test } from 'vitest'
import { findPockets } from '../../../../server/commands/bench/find-pockets.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

test('what hangs on a single unit is a pocket; what is as large as a zone or two is not', () => {
  // 4 × 5 squares, and a chain of two (20, 21) behind unit 19.
  const graph = aUnitGrid({
    columns: 4,
    weights: Array(22).fill(1),
    isolated: [20, 21],
    links: [
      [19, 20],
      [20, 21],
    ],
  })
  expect([...findPockets(graph)].toSorted((a, b) => a - b)).toEqual([20, 21])
})
