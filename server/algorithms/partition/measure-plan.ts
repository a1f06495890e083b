import { polsbyPopper } from './objective.ts'
import type { PartitionMetrics, UnitGraph, WeightSpread } from './unit-graph.ts'

export type ZoneSums = {
  weights: Float64Array
  furtherWeights: Float64Array[]
  areas: Float64Array
  perimeters: Float64Array
}

/** Weights, area and outline length of each zone, the outline from shared lengths alone. O(n + e). */
export function sumZones(graph: UnitGraph, zoneOf: Int32Array, zoneCount: number): ZoneSums {
  const sums = {
    weights: sumByZone(graph.weights, zoneOf, zoneCount),
    furtherWeights: (graph.furtherWeights ?? []).map((weights) => sumByZone(weights, zoneOf, zoneCount)),
    areas: new Float64Array(zoneCount),
    perimeters: new Float64Array(zoneCount),
  }
  for (let unit = 0; unit < zoneOf.length; unit++) {
    const zone = zoneOf[unit]!
    sums.areas[zone]! += graph.areasSquareMeters[unit]!
    sums.perimeters[zone]! += graph.perimetersMeters[unit]!
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++)
      if (zoneOf[graph.neighbours[edge]!] === zone) sums.perimeters[zone]! -= graph.sharedMeters[edge]!
  }
  return sums
}

function sumByZone(weights: Float64Array, zoneOf: Int32Array, zoneCount: number): Float64Array {
  const sums = new Float64Array(zoneCount)
  for (let unit = 0; unit < zoneOf.length; unit++) sums[zoneOf[unit]!]! += weights[unit]!
  return sums
}

/** The figures of a finished plan that do not need a reference plan. O(n + e). */
export function measurePlan(
  graph: UnitGraph,
  zoneOf: Int32Array,
  sums: ZoneSums,
): Omit<PartitionMetrics, 'movedWeight' | 'movedWeightFloor'> {
  const zoneCount = sums.weights.length
  let polsbyPopperSum = 0
  for (let zone = 0; zone < zoneCount; zone++)
    polsbyPopperSum += polsbyPopper(sums.areas[zone]!, sums.perimeters[zone]!)
  return {
    ...measureSpread(sums.weights),
    furtherSpreads: sums.furtherWeights.map(measureSpread),
    polsbyPopperMean: zoneCount > 0 ? polsbyPopperSum / zoneCount : 0,
    ...measureInnerBoundary(graph, zoneOf),
  }
}

function measureSpread(zoneWeights: Float64Array): WeightSpread {
  const zoneCount = zoneWeights.length
  if (zoneCount === 0) return { minWeight: 0, maxWeight: 0, meanWeight: 0, maxDeviationShare: 0 }
  const meanWeight = zoneWeights.reduce((sum, weight) => sum + weight, 0) / zoneCount
  const minWeight = zoneWeights.reduce((least, weight) => Math.min(least, weight))
  const maxWeight = zoneWeights.reduce((most, weight) => Math.max(most, weight))
  const widest = Math.max(maxWeight - meanWeight, meanWeight - minWeight)
  return { minWeight, maxWeight, meanWeight, maxDeviationShare: meanWeight > 0 ? widest / meanWeight : 0 }
}

function measureInnerBoundary(graph: UnitGraph, zoneOf: Int32Array) {
  let directedEdges = 0
  let doubledMeters = 0
  let doubledOnBarriers = 0
  for (let unit = 0; unit < zoneOf.length; unit++) {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
      if (zoneOf[graph.neighbours[edge]!] === zoneOf[unit]) continue
      directedEdges++
      doubledMeters += graph.sharedMeters[edge]!
      if (graph.barrierWeights[edge]! > 0) doubledOnBarriers += graph.sharedMeters[edge]!
    }
  }
  return {
    cutEdges: directedEdges / 2,
    internalBoundaryMeters: doubledMeters / 2,
    boundaryOnBarriersShare: doubledMeters > 0 ? doubledOnBarriers / doubledMeters : 0,
  }
}
