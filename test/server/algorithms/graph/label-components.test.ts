import { expect, test } from 'vitest'
import { buildCsrGraph } from '../../../../server/algorithms/graph/csr-graph.ts'
import { labelComponents } from '../../../../server/algorithms/graph/label-components.ts'

const ring = buildCsrGraph(4, [
  { a: 0, b: 1 },
  { a: 1, b: 2 },
  { a: 2, b: 3 },
  { a: 3, b: 0 },
])

test('a ring without two opposite units falls into two components', () => {
  const { componentOf, count } = labelComponents(ring, (unit) => unit % 2 === 1)
  expect(count).toBe(2)
  expect([...componentOf]).toEqual([-1, 0, -1, 1])
})

test('edges that may not be crossed separate', () => {
  const { count } = labelComponents(
    ring,
    () => true,
    () => false,
  )
  expect(count).toBe(4)
})
