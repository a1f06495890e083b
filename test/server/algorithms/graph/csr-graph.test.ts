import { expect, test } from 'vitest'
import { buildCsrGraph, reverseEdges } from '../../../../server/algorithms/graph/csr-graph.ts'

test('rows hold both directions of every pair, ascending', () => {
  const graph = buildCsrGraph(4, [
    { a: 2, b: 0 },
    { a: 0, b: 1 },
    { a: 2, b: 3 },
  ])
  expect([...graph.offsets]).toEqual([0, 2, 3, 5, 6])
  expect([...graph.neighbours]).toEqual([1, 2, 0, 0, 3, 2])
  expect([...graph.pairOf]).toEqual([1, 0, 1, 0, 2, 2])
})

test('every edge knows its way back', () => {
  const graph = buildCsrGraph(3, [
    { a: 0, b: 1 },
    { a: 1, b: 2 },
  ])
  expect([...reverseEdges(graph)]).toEqual([1, 0, 3, 2])
})

test('an edge without a way back is refused', () => {
  const lame = { offsets: Int32Array.from([0, 1, 1]), neighbours: Int32Array.from([1]) }
  expect(() => reverseEdges(lame)).toThrow('The edge 0→1 has no way back')
})

test('a pair outside the units is refused', () => {
  expect(() => buildCsrGraph(2, [{ a: 0, b: 2 }])).toThrow('The pair 0–2')
})
