import type { CsrGraph } from '../../algorithms/graph/csr-graph.ts'

/** A pocket with more units weighs enough to be zones of its own. */
const MOST_UNITS = 8

/** Units that hang on the rest by one single unit: behind a heavy one, too light for a zone, no plan could hold them. */
export function findPockets(graph: CsrGraph): Set<number> {
  const pockets = new Set<number>()
  for (let gate = 0; gate + 1 < graph.offsets.length; gate++)
    for (const neighbour of rowOf(graph, gate))
      for (const unit of behind(graph, gate, neighbour)) pockets.add(unit)
  return pockets
}

/** The units that are reached from `first` without passing `gate`; none when they are many. */
function behind(graph: CsrGraph, gate: number, first: number): number[] {
  const reached = [first]
  for (let next = 0; next < reached.length; next++)
    for (const neighbour of rowOf(graph, reached[next]!)) {
      if (neighbour === gate || reached.includes(neighbour)) continue
      reached.push(neighbour)
      if (reached.length > MOST_UNITS) return []
    }
  return reached
}

function rowOf({ offsets, neighbours }: CsrGraph, unit: number): Int32Array {
  return neighbours.subarray(offsets[unit], offsets[unit + 1])
}
