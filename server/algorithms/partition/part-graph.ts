import { reverseEdges } from '../graph/csr-graph.ts'
import type { UnitGraph } from './unit-graph.ts'

/** One connected part of the units, renumbered 0…m−1, with the price of cutting each edge. */
export type PartGraph = {
  /** The unit of the whole graph behind each unit of the part. */
  units: Int32Array
  weights: Float64Array
  areas: Float64Array
  perimeters: Float64Array
  offsets: Int32Array
  neighbours: Int32Array
  /** Where each directed edge starts, and the same edge walked the other way. */
  sources: Int32Array
  reverse: Int32Array
  sharedMeters: Float64Array
  /** Price of a cut pair; the mean over the edges with a price is 1, so that weights of the objective carry over between maps. */
  cutCosts: Float64Array
}

export type CutPricing = {
  measure: 'length' | 'edges'
  /** How much of a boundary's price a full barrier takes away, 0…1. */
  barrierDiscount: number
}

/**
 * Takes the units of one part out of the whole graph; edges that leave the part are dropped.
 *
 * @param graph   the whole
 * @param units   ascending units of the part
 * @param pricing what an inner boundary costs
 * @returns       the part, edges in the order of the whole
 *
 * O(m + edges). `localOf` is a scratch array of the whole's length, restored to −1 before returning.
 */
export function extractPart(
  graph: UnitGraph,
  units: Int32Array,
  pricing: CutPricing,
  localOf: Int32Array,
): PartGraph {
  units.forEach((unit, local) => {
    localOf[unit] = local
  })
  const offsets = new Int32Array(units.length + 1)
  const kept: number[] = []
  units.forEach((unit, local) => {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++)
      if (localOf[graph.neighbours[edge]!] !== -1) kept.push(edge)
    offsets[local + 1] = kept.length
  })
  const neighbours = Int32Array.from(kept, (edge) => localOf[graph.neighbours[edge]!]!)
  const sources = new Int32Array(kept.length)
  for (let local = 0; local < units.length; local++) sources.fill(local, offsets[local]!, offsets[local + 1]!)
  for (const unit of units) localOf[unit] = -1

  return {
    units,
    weights: Float64Array.from(units, (unit) => graph.weights[unit]!),
    areas: Float64Array.from(units, (unit) => graph.areasSquareMeters[unit]!),
    perimeters: Float64Array.from(units, (unit) => graph.perimetersMeters[unit]!),
    offsets,
    neighbours,
    sources,
    reverse: reverseEdges({ offsets, neighbours }),
    sharedMeters: Float64Array.from(kept, (edge) => graph.sharedMeters[edge]!),
    cutCosts: priceEdges(graph, kept, pricing),
  }
}

function priceEdges(graph: UnitGraph, kept: readonly number[], pricing: CutPricing): Float64Array {
  const costs = Float64Array.from(kept, (edge) => {
    const whole = pricing.measure === 'edges' ? 1 : graph.sharedMeters[edge]!
    return whole * (1 - pricing.barrierDiscount * graph.barrierWeights[edge]!)
  })
  let sum = 0
  let priced = 0
  for (const cost of costs) {
    sum += cost
    if (cost > 0) priced++
  }
  const mean = priced > 0 ? sum / priced : 1
  return costs.map((cost) => cost / mean)
}
