import { reverseEdges } from '../graph/csr-graph.ts'
import { isSameRegion, type UnitGraph } from './unit-graph.ts'

/** One connected part of the units, renumbered 0…m−1, with the price of cutting each edge. */
export type PartGraph = {
  /** The unit of the whole graph behind each unit of the part. */
  units: Int32Array
  weights: Float64Array
  /** The weights after the first; usually none. */
  furtherWeights: readonly Float64Array[]
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
  /** How much more a boundary on no barrier costs, as a share of its price; nothing when absent. */
  openSurcharge?: number
  /** What each edge's price is multiplied by, beside the mean of 1; 1 when absent. */
  factors?: Float64Array
}

/**
 * Prices the whole map: every unit, the edges that a zone may grow over, and what cutting each costs.
 *
 * @param graph   the whole; edges between regions are left out
 * @param pricing what an inner boundary costs
 *
 * O(n + e · degree).
 */
export function priceUnits(graph: UnitGraph, pricing: CutPricing): PartGraph {
  const unitCount = graph.weights.length
  const offsets = new Int32Array(unitCount + 1)
  const kept: number[] = []
  for (let unit = 0; unit < unitCount; unit++) {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++)
      if (isSameRegion(graph, unit, graph.neighbours[edge]!)) kept.push(edge)
    offsets[unit + 1] = kept.length
  }
  return withEdgeEnds({
    units: Int32Array.from(graph.weights.keys()),
    weights: graph.weights,
    furtherWeights: graph.furtherWeights ?? [],
    areas: graph.areasSquareMeters,
    perimeters: graph.perimetersMeters,
    offsets,
    neighbours: Int32Array.from(kept, (edge) => graph.neighbours[edge]!),
    sharedMeters: Float64Array.from(kept, (edge) => graph.sharedMeters[edge]!),
    cutCosts: priceEdges(graph, kept, pricing),
  })
}

/**
 * Takes some units with the edges among them out of a larger graph.
 *
 * @param whole   where from
 * @param units   ascending units of `whole`
 * @param localOf scratch array of the whole's length, all −1; left so
 *
 * O(m + edges · degree). Edges keep their order and price.
 */
export function takePart(whole: PartGraph, units: Int32Array, localOf: Int32Array): PartGraph {
  units.forEach((unit, local) => {
    localOf[unit] = local
  })
  const offsets = new Int32Array(units.length + 1)
  const kept: number[] = []
  units.forEach((unit, local) => {
    for (let edge = whole.offsets[unit]!; edge < whole.offsets[unit + 1]!; edge++)
      if (localOf[whole.neighbours[edge]!] !== -1) kept.push(edge)
    offsets[local + 1] = kept.length
  })
  const neighbours = Int32Array.from(kept, (edge) => localOf[whole.neighbours[edge]!]!)
  for (const unit of units) localOf[unit] = -1
  return withEdgeEnds({
    units: units.map((unit) => whole.units[unit]!),
    weights: Float64Array.from(units, (unit) => whole.weights[unit]!),
    furtherWeights: whole.furtherWeights.map((weights) => Float64Array.from(units, (unit) => weights[unit]!)),
    areas: Float64Array.from(units, (unit) => whole.areas[unit]!),
    perimeters: Float64Array.from(units, (unit) => whole.perimeters[unit]!),
    offsets,
    neighbours,
    sharedMeters: Float64Array.from(kept, (edge) => whole.sharedMeters[edge]!),
    cutCosts: Float64Array.from(kept, (edge) => whole.cutCosts[edge]!),
  })
}

function withEdgeEnds(graph: Omit<PartGraph, 'sources' | 'reverse'>): PartGraph {
  const sources = new Int32Array(graph.neighbours.length)
  for (let unit = 0; unit < graph.units.length; unit++)
    sources.fill(unit, graph.offsets[unit]!, graph.offsets[unit + 1]!)
  return { ...graph, sources, reverse: reverseEdges(graph) }
}

function priceEdges(graph: UnitGraph, kept: readonly number[], pricing: CutPricing): Float64Array {
  const costs = Float64Array.from(kept, (edge) => {
    const whole = pricing.measure === 'edges' ? 1 : graph.sharedMeters[edge]!
    const barrier = graph.barrierWeights[edge]!
    return whole * (barrier > 0 ? 1 - pricing.barrierDiscount * barrier : 1 + (pricing.openSurcharge ?? 0))
  })
  let sum = 0
  let priced = 0
  for (const cost of costs) {
    sum += cost
    if (cost > 0) priced++
  }
  const mean = priced > 0 ? sum / priced : 1
  return costs.map((cost, index) => (cost / mean) * (pricing.factors?.[kept[index]!] ?? 1))
}
