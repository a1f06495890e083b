/** A graph over units 0…n−1 in compressed rows: the neighbours of `u` are `neighbours[offsets[u]…offsets[u + 1] − 1]`. */
export type CsrGraph = {
  /** Length n + 1. */
  offsets: Int32Array
  /** Length 2e: every edge is there in both directions. */
  neighbours: Int32Array
}

/** One edge between two units with its values, named by the caller. */
export type UnitPair = { a: number; b: number }

/**
 * Turns a list of pairs into compressed rows.
 *
 * @param unitCount n
 * @param pairs     edges, each once, any direction; a ≠ b, both 0…n−1
 * @returns         the rows, neighbours ascending within a row, and `pairOf`: which pair each directed edge came from (length 2e)
 * @throws RangeError when a pair names a unit outside 0…n−1 or joins a unit with itself
 *
 * O(n + e log degree). Deterministic.
 */
export function buildCsrGraph(
  unitCount: number,
  pairs: readonly UnitPair[],
): CsrGraph & { pairOf: Int32Array } {
  const offsets = new Int32Array(unitCount + 1)
  for (const { a, b } of pairs) {
    if (!(a >= 0 && b >= 0 && a < unitCount && b < unitCount && a !== b))
      throw new RangeError(`The pair ${a}–${b} does not join two different units of 0…${unitCount - 1}.`)
    offsets[a + 1]! += 1
    offsets[b + 1]! += 1
  }
  for (let unit = 0; unit < unitCount; unit++) offsets[unit + 1]! += offsets[unit]!

  // Walking the pairs in the order of their far end leaves every row sorted.
  const farEnds = pairs.flatMap(({ a, b }, pair) => [
    { from: a, to: b, pair },
    { from: b, to: a, pair },
  ])
  farEnds.sort((x, y) => x.to - y.to || x.pair - y.pair)
  const fill = offsets.slice(0, unitCount)
  const neighbours = new Int32Array(farEnds.length)
  const pairOf = new Int32Array(farEnds.length)
  for (const { from, to, pair } of farEnds) {
    const slot = fill[from]!
    fill[from] = slot + 1
    neighbours[slot] = to
    pairOf[slot] = pair
  }
  return { offsets, neighbours, pairOf }
}

/**
 * For each directed edge the index of the same edge walked the other way.
 *
 * @param graph rows in any order; symmetric
 * @returns     length 2e; `neighbours[reverse[e]]` is where `e` starts
 * @throws RangeError when an edge has no way back
 *
 * O(e · degree).
 */
export function reverseEdges({ offsets, neighbours }: CsrGraph): Int32Array {
  const reverse = new Int32Array(neighbours.length).fill(-1)
  for (let from = 0; from + 1 < offsets.length; from++) {
    for (let edge = offsets[from]!; edge < offsets[from + 1]!; edge++) {
      if (reverse[edge] !== -1) continue
      const back = findFreeEdge(neighbours, reverse, { to: from, ...rowOf(offsets, neighbours[edge]!) })
      if (back === -1)
        throw new RangeError(
          `The edge ${from}→${neighbours[edge]} has no way back: the graph must be symmetric.`,
        )
      reverse[edge] = back
      reverse[back] = edge
    }
  }
  return reverse
}

function rowOf(offsets: Int32Array, unit: number) {
  return { start: offsets[unit]!, end: offsets[unit + 1]! }
}

function findFreeEdge(
  neighbours: Int32Array,
  reverse: Int32Array,
  row: { to: number; start: number; end: number },
): number {
  for (let edge = row.start; edge < row.end; edge++)
    if (neighbours[edge] === row.to && reverse[edge] === -1) return edge
  return -1
}
