import type { CsrGraph } from './csr-graph.ts'

/**
 * Numbers the connected components of a graph, leaving out some units and edges.
 *
 * @param graph      n units
 * @param isIncluded which units take part
 * @param mayCross   which directed edges may be walked (symmetric); all when absent
 * @returns          `componentOf`: 0…count−1 in the order of their lowest unit, −1 for units left out (length n); and `count`
 *
 * O(n + e). Deterministic.
 */
export function labelComponents(
  { offsets, neighbours }: CsrGraph,
  isIncluded: (unit: number) => boolean,
  mayCross: (edge: number, from: number) => boolean = () => true,
): { componentOf: Int32Array; count: number } {
  const unitCount = offsets.length - 1
  const componentOf = new Int32Array(unitCount).fill(-1)
  const queue: number[] = []
  let count = 0
  for (let start = 0; start < unitCount; start++) {
    if (componentOf[start] !== -1 || !isIncluded(start)) continue
    componentOf[start] = count
    queue.push(start)
    while (queue.length > 0) {
      const unit = queue.pop()!
      for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
        const next = neighbours[edge]!
        if (componentOf[next] !== -1 || !mayCross(edge, unit) || !isIncluded(next)) continue
        componentOf[next] = count
        queue.push(next)
      }
    }
    count++
  }
  return { componentOf, count }
}
