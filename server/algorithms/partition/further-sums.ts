import { bandExcess, excessShare, type Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'

/**
 * Sums of the weights after the first for each zone of a plan, kept beside a ZoneState that has such weights, and what
 * their distance from their bands costs. Each counts by its own band's middle, so that households and incidents compare.
 */
export class FurtherSums {
  /** One array for each further weight; length zoneCount. */
  readonly sums: readonly Float64Array[]
  private readonly weights: readonly Float64Array[]
  private readonly objective: Objective

  constructor(graph: PartGraph, objective: Objective, zoneCount: number) {
    this.weights = graph.furtherWeights
    this.objective = objective
    this.sums = graph.furtherWeights.map(() => new Float64Array(zoneCount))
  }

  /** Sums everything anew. O(units · weights). */
  recount(zoneOf: Int32Array): void {
    this.sums.forEach((sums, index) => {
      sums.fill(0)
      const weights = this.weights[index]!
      for (let unit = 0; unit < zoneOf.length; unit++) sums[zoneOf[unit]!]! += weights[unit]!
    })
  }

  /** Shares of the bands' middles by which a zone lies outside them. O(weights). */
  excessShareOf(zone: number): number {
    let share = 0
    for (let index = 0; index < this.sums.length; index++)
      share += excessShare(this.sums[index]![zone]!, this.objective.furtherBands[index]!)
    return share
  }

  costOf(zone: number): number {
    return this.objective.violationPrice * this.excessShareOf(zone)
  }

  /** What a zone costs with one unit more and one less; −1 = none. O(weights). */
  costWith(zone: number, gained: number, lost: number): number {
    let share = 0
    for (let index = 0; index < this.sums.length; index++) {
      const weights = this.weights[index]!
      const gain = (gained === -1 ? 0 : weights[gained]!) - (lost === -1 ? 0 : weights[lost]!)
      share += excessShare(this.sums[index]![zone]! + gain, this.objective.furtherBands[index]!)
    }
    return this.objective.violationPrice * share
  }

  move(unit: number, from: number, to: number): void {
    for (let index = 0; index < this.sums.length; index++) {
      const weight = this.weights[index]![unit]!
      this.sums[index]![from]! -= weight
      this.sums[index]![to]! += weight
    }
  }
}

/** Weight by which each zone lies outside its bands, those of further weights in terms of the first one's target. O(n · weights). */
export function zoneExcesses(
  graph: PartGraph,
  { zoneOf, zoneCount }: { zoneOf: Int32Array; zoneCount: number },
  objective: Objective,
): Float64Array {
  const sums = new Float64Array(zoneCount)
  zoneOf.forEach((zone, unit) => {
    sums[zone]! += graph.weights[unit]!
  })
  const further = new FurtherSums(graph, objective, zoneCount)
  further.recount(zoneOf)
  return sums.map(
    (weight, zone) => bandExcess(weight, objective) + objective.target * further.excessShareOf(zone),
  )
}
