import type { SeededRandom } from '../statistics/seeded-random.ts'
import { excessShare, zoneCost } from './objective.ts'
import { RandomTree } from './random-tree.ts'
import type { ZoneState } from './zone-state.ts'

/**
 * Joins two neighbouring zones and divides them anew along the best cut of a random spanning tree, when that is
 * accepted. It reaches what single moves cannot: a whole other border between the two.
 */
export class MergeAndResplit {
  private readonly state: ZoneState
  private readonly tree: RandomTree
  private readonly random: SeededRandom

  constructor(state: ZoneState, random: SeededRandom) {
    this.state = state
    this.tree = new RandomTree(state.graph)
    this.random = random
  }

  /**
   * Tries one new border between the zones of the two ends of a cut edge. O(units of both zones · tree depth).
   *
   * @param isAccepted decides on the change of the plan's cost
   * @returns the change that was made, 0 when it was not accepted
   */
  attempt(cutEdge: number, isAccepted: (change: number) => boolean): number {
    const { state, tree } = this
    const { sources, neighbours } = state.graph
    const one = state.zoneOf[sources[cutEdge]!]!
    const other = state.zoneOf[neighbours[cutEdge]!]!
    tree.grow(sources[cutEdge]!, { labelOf: state.zoneOf, one, other }, this.random)
    const branch = this.cheapestBranch()
    const change =
      tree.cutCost[branch]! -
      this.cutBetween(one, other) +
      this.costOfBranch(branch, tree.order[0]!) -
      state.cost[one]! -
      state.cost[other]!
    // Most tries end here; with homes to keep, the rest has to be known first.
    if (!state.home && !isAccepted(change)) return 0

    // The branch becomes the zone that most of its weight is in already: fewer units change.
    const branchZone = this.weightInBranch(branch, one) * 2 >= tree.weight[branch]! ? one : other
    const restZone = branchZone === one ? other : one
    const zoneAfter = (unit: number) => (tree.isBelow(unit, branch) ? branchZone : restZone)
    const changeWithHomes = change + this.costOfLeavingHomes(zoneAfter)
    if (state.home && !isAccepted(changeWithHomes)) return 0
    for (let index = 0; index < tree.count; index++) {
      const unit = tree.order[index]!
      const zone = zoneAfter(unit)
      if (zone !== state.zoneOf[unit]) state.move(unit, zone)
    }
    return changeWithHomes
  }

  private cheapestBranch(): number {
    const { tree } = this
    const root = tree.order[0]!
    let best = tree.order[1]!
    let bestCost = Number.POSITIVE_INFINITY
    for (let index = 1; index < tree.count; index++) {
      const unit = tree.order[index]!
      const cost = tree.cutCost[unit]! + this.costOfBranch(unit, root)
      if (cost < bestCost) {
        bestCost = cost
        best = unit
      }
    }
    return best
  }

  /** What the two zones would cost by themselves. */
  private costOfBranch(unit: number, root: number): number {
    const { tree, state } = this
    const rest = tree.perimeter[root]! + 2 * tree.sharedMeters[unit]! - tree.perimeter[unit]!
    return (
      this.costOfFurtherWeights(unit, root) +
      zoneCost(state.objective, tree.weight[unit]!, tree.area[unit]!, tree.perimeter[unit]!) +
      zoneCost(
        state.objective,
        tree.weight[root]! - tree.weight[unit]!,
        tree.area[root]! - tree.area[unit]!,
        rest,
      )
    )
  }

  private costOfFurtherWeights(unit: number, root: number): number {
    const { furtherBands, violationPrice } = this.state.objective
    let share = 0
    for (let index = 0; index < this.tree.furtherWeights.length; index++) {
      const sums = this.tree.furtherWeights[index]!
      const band = furtherBands[index]!
      share += excessShare(sums[unit]!, band) + excessShare(sums[root]! - sums[unit]!, band)
    }
    return violationPrice * share
  }

  private weightInBranch(branch: number, zone: number): number {
    const { tree, state } = this
    let weight = 0
    for (let index = 0; index < tree.count; index++) {
      const unit = tree.order[index]!
      if (state.zoneOf[unit] === zone && tree.isBelow(unit, branch)) weight += state.graph.weights[unit]!
    }
    return weight
  }

  private cutBetween(one: number, other: number): number {
    const { tree, state } = this
    const { offsets, neighbours, cutCosts } = state.graph
    let cost = 0
    for (let index = 0; index < tree.count; index++) {
      const unit = tree.order[index]!
      if (state.zoneOf[unit] !== one) continue
      for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++)
        if (state.zoneOf[neighbours[edge]!] === other) cost += cutCosts[edge]!
    }
    return cost
  }

  private costOfLeavingHomes(zoneAfter: (unit: number) => number): number {
    const { tree, state } = this
    let cost = 0
    if (!state.home) return cost
    for (let index = 0; index < tree.count; index++) {
      const unit = tree.order[index]!
      const zone = zoneAfter(unit)
      if (zone !== state.zoneOf[unit]) cost += state.costOfLeavingHome(unit, state.zoneOf[unit]!, zone)
    }
    return cost
  }
}
