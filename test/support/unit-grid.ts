import { buildCsrGraph } from '../../server/algorithms/graph/csr-graph.ts'
import type { UnitGraph } from '../../server/algorithms/partition/unit-graph.ts'

export type UnitGridOptions = {
  columns: number
  /** Weight of each unit, row by row; its length gives the number of units. */
  weights: readonly number[]
  furtherWeights?: readonly (readonly number[])[]
  /** Side of a square unit. */
  sideMeters?: number
  /** Units that are not there for their neighbours: edges to them are left out. */
  isolated?: readonly number[]
  /** Further edges without a common boundary. */
  links?: readonly (readonly [number, number])[]
  barrierBetween?: (a: number, b: number) => number
}

/** Square units in rows that touch along their sides: unit i stands in row ⌊i / columns⌋. */
export function aUnitGrid(options: UnitGridOptions): UnitGraph {
  const { columns, weights, sideMeters = 100, isolated = [], links = [], barrierBetween = () => 0 } = options
  const pairs = weights
    .flatMap((_, unit) => [
      ...((unit + 1) % columns ? [{ a: unit, b: unit + 1, shared: sideMeters }] : []),
      { a: unit, b: unit + columns, shared: sideMeters },
    ])
    .filter(({ a, b }) => b < weights.length && !isolated.includes(a) && !isolated.includes(b))
    .concat(links.map(([a, b]) => ({ a, b, shared: 0 })))
  const { offsets, neighbours, pairOf } = buildCsrGraph(weights.length, pairs)
  return {
    weights: Float64Array.from(weights),
    ...(options.furtherWeights && {
      furtherWeights: options.furtherWeights.map((each) => Float64Array.from(each)),
    }),
    areasSquareMeters: new Float64Array(weights.length).fill(sideMeters * sideMeters),
    perimetersMeters: new Float64Array(weights.length).fill(4 * sideMeters),
    offsets,
    neighbours,
    sharedMeters: Float64Array.from(pairOf, (pair) => pairs[pair]!.shared),
    barrierWeights: Float64Array.from(pairOf, (pair) => barrierBetween(pairs[pair]!.a, pairs[pair]!.b)),
  }
}
