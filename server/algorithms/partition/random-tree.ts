import type { SeededRandom } from '../statistics/seeded-random.ts'
import type { PartGraph } from './part-graph.ts'

/** Which units a tree may reach: those with one of two labels (the same twice for one). */
export type TreeMembers = { labelOf: Int32Array; one: number; other: number }

/**
 * A random spanning tree over some units of a part, with the sums below each of its units: cutting the tree above a
 * unit divides the units in two connected pieces, and these sums say at once what both weigh, measure and cost.
 *
 *        root                    order: root first, parents before children
 *       /    \
 *      a      b     cut above b  → {b, c, d} | {root, a}
 *            / \
 *           c   d
 *
 * Grown by taking a random edge of the rim each time, which keeps the branches compact. Arrays are indexed by the
 * part's units and valid for the last tree only. O(edges · depth) for each tree. Deterministic for the generator.
 */
export class RandomTree {
  /** The tree's units, parents before children; length `count` is valid. */
  readonly order: Int32Array
  count = 0
  readonly weight: Float64Array
  /** Branch sums of each weight after the first. */
  readonly furtherWeights: readonly Float64Array[]
  readonly area: Float64Array
  /** Ring lengths, less twice the boundaries inside. */
  readonly perimeter: Float64Array
  /** Boundary between the branch and the rest of the tree's units, in metres and as the price of cutting it. */
  readonly sharedMeters: Float64Array
  readonly cutCost: Float64Array
  readonly size: Int32Array
  private readonly graph: PartGraph
  private readonly parent: Int32Array
  private readonly depth: Int32Array
  private readonly inTree: Int32Array
  private stamp = 0
  private readonly rim: Int32Array

  constructor(graph: PartGraph) {
    const unitCount = graph.weights.length
    this.graph = graph
    this.order = new Int32Array(unitCount)
    this.weight = new Float64Array(unitCount)
    this.furtherWeights = graph.furtherWeights.map(() => new Float64Array(unitCount))
    this.area = new Float64Array(unitCount)
    this.perimeter = new Float64Array(unitCount)
    this.sharedMeters = new Float64Array(unitCount)
    this.cutCost = new Float64Array(unitCount)
    this.size = new Int32Array(unitCount)
    this.parent = new Int32Array(unitCount)
    this.depth = new Int32Array(unitCount)
    this.inTree = new Int32Array(unitCount)
    this.rim = new Int32Array(graph.neighbours.length)
  }

  /** Grows a tree from `root` over the connected units whose label is one of two. */
  grow(root: number, { labelOf, one, other }: TreeMembers, random: SeededRandom): void {
    const { offsets, neighbours, sources } = this.graph
    const { inTree, rim } = this
    this.stamp++
    this.count = 0
    let waiting = 0
    let edge = -1
    for (let unit = root; ; unit = neighbours[edge]!) {
      if (inTree[unit] !== this.stamp) {
        this.enter(unit, edge === -1 ? -1 : sources[edge]!)
        for (let next = offsets[unit]!, end = offsets[unit + 1]!; next < end; next++) {
          const far = neighbours[next]!
          const label = labelOf[far]!
          if ((label === one || label === other) && inTree[far] !== this.stamp) rim[waiting++] = next
        }
      }
      if (waiting === 0) break
      const slot = random.below(waiting)
      edge = rim[slot]!
      rim[slot] = rim[--waiting]!
    }
    this.sumBranches()
  }

  /** True when `unit` hangs below the cut above `branch`. O(depth). */
  isBelow(unit: number, branch: number): boolean {
    let up = unit
    while (this.depth[up]! > this.depth[branch]!) up = this.parent[up]!
    return up === branch
  }

  private enter(unit: number, parent: number): void {
    this.inTree[unit] = this.stamp
    this.order[this.count++] = unit
    this.parent[unit] = parent
    this.depth[unit] = parent === -1 ? 0 : this.depth[parent]! + 1
    this.weight[unit] = this.graph.weights[unit]!
    for (let index = 0; index < this.furtherWeights.length; index++)
      this.furtherWeights[index]![unit] = this.graph.furtherWeights[index]![unit]!
    this.area[unit] = this.graph.areas[unit]!
    this.perimeter[unit] = this.graph.perimeters[unit]!
    this.size[unit] = 1
    this.sharedMeters[unit] = 0
    this.cutCost[unit] = 0
  }

  /** Each inner edge counts at both its ends and is taken back where its two ways up meet; then branches add up to the root. */
  private sumBranches(): void {
    const { offsets, neighbours, sharedMeters, cutCosts } = this.graph
    for (let index = 0; index < this.count; index++) {
      const unit = this.order[index]!
      for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
        const next = neighbours[edge]!
        if (next < unit || this.inTree[next] !== this.stamp) continue
        const meeting = this.meetingPoint(unit, next)
        const shared = sharedMeters[edge]!
        const cost = cutCosts[edge]!
        this.sharedMeters[unit]! += shared
        this.sharedMeters[next]! += shared
        this.sharedMeters[meeting]! -= 2 * shared
        this.cutCost[unit]! += cost
        this.cutCost[next]! += cost
        this.cutCost[meeting]! -= 2 * cost
        this.perimeter[meeting]! -= 2 * shared
      }
    }
    for (let index = this.count - 1; index > 0; index--) {
      const unit = this.order[index]!
      const up = this.parent[unit]!
      this.weight[up]! += this.weight[unit]!
      for (const sums of this.furtherWeights) sums[up]! += sums[unit]!
      this.area[up]! += this.area[unit]!
      this.perimeter[up]! += this.perimeter[unit]!
      this.sharedMeters[up]! += this.sharedMeters[unit]!
      this.cutCost[up]! += this.cutCost[unit]!
      this.size[up]! += this.size[unit]!
    }
  }

  private meetingPoint(a: number, b: number): number {
    let x = a
    let y = b
    while (x !== y) {
      if (this.depth[x]! >= this.depth[y]!) x = this.parent[x]!
      else y = this.parent[y]!
    }
    return x
  }
}
