import { polsbyPopper } from './objective.ts'
import type { PartitionMetrics, UnitGraph } from './unit-graph.ts'

export type ZoneSums = { weights: Float64Array; areas: Float64Array; perimeters: Float64Array }

/** Weight, area and outline length of each zone, the outline from shared lengths alone. O(n + e). */
export function sumZones(graph: UnitGraph, zoneOf: Int32Array, zoneCount: number): ZoneSums {
  const sums = {
    weights: new Float64Array(zoneCount),
    areas: new Float64Array(zoneCount),
    perimeters: new Float64Array(zoneCount),
  }
  for (let unit = 0; unit < zoneOf.length; unit++) {
    const zone = zoneOf[unit]!
    sums.weights[zone]! += graph.weights[unit]!
    sums.areas[zone]! += graph.areasSquareMeters[unit]!
    sums.perimeters[zone]! += graph.perimetersMeters[unit]!
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++)
      if (zoneOf[graph.neighbours[edge]!] === zone) sums.perimeters[zone]! -= graph.sharedMeters[edge]!
  }
  return sums
}

/** The figures of a finished plan that do not need a reference plan. O(n + e). */
export function measurePlan(
  graph: UnitGraph,
  zoneOf: Int32Array,
  sums: ZoneSums,
): Omit<PartitionMetrics, 'movedWeight' | 'movedWeightFloor'> {
  const zoneCount = sums.weights.length
  const total = sums.weights.reduce((sum, weight) => sum + weight, 0)
  const meanWeight = zoneCount > 0 ? total / zoneCount : 0
  let minWeight = Number.POSITIVE_INFINITY
  let maxWeight = 0
  let polsbyPopperSum = 0
  sums.weights.forEach((weight, zone) => {
    minWeight = Math.min(minWeight, weight)
    maxWeight = Math.max(maxWeight, weight)
    polsbyPopperSum += polsbyPopper(sums.areas[zone]!, sums.perimeters[zone]!)
  })
  if (zoneCount === 0) minWeight = 0
  const widest = Math.max(maxWeight - meanWeight, meanWeight - minWeight)
  return {
    minWeight,
    maxWeight,
    meanWeight,
    maxDeviationShare: meanWeight > 0 ? widest / meanWeight : 0,
    polsbyPopperMean: zoneCount > 0 ? polsbyPopperSum / zoneCount : 0,
    ...measureInnerBoundary(graph, zoneOf),
  }
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
