import { reverseEdges } from '../graph/csr-graph.ts'
import type { PartGraph } from './part-graph.ts'

/**
 * Makes one unit of each group of units, so that whole groups move at once: weights and areas add up, boundaries inside a
 * group disappear, parallel edges become one.
 *
 * @param graph      a part of m units
 * @param groupOf    group of each unit, 0…groupCount−1, none empty, each connected; length m
 * @param groupCount units of the contracted part
 * @returns          the contracted part; its `units` are the groups
 *
 * O(m + e). Plans of the contracted part cost what they cost when written back.
 */
export function contractPart(graph: PartGraph, groupOf: Int32Array, groupCount: number): PartGraph {
  const weights = new Float64Array(groupCount)
  const areas = new Float64Array(groupCount)
  const perimeters = new Float64Array(groupCount)
  const membersFrom = new Int32Array(groupCount + 1)
  for (let unit = 0; unit < groupOf.length; unit++) {
    const group = groupOf[unit]!
    weights[group]! += graph.weights[unit]!
    areas[group]! += graph.areas[unit]!
    perimeters[group]! += graph.perimeters[unit]!
    membersFrom[group + 1]! += 1
  }
  for (let group = 0; group < groupCount; group++) membersFrom[group + 1]! += membersFrom[group]!
  const fill = membersFrom.slice()
  const members = new Int32Array(groupOf.length)
  for (let unit = 0; unit < groupOf.length; unit++) members[fill[groupOf[unit]!]!++] = unit

  const offsets = new Int32Array(groupCount + 1)
  const neighbours: number[] = []
  const sources: number[] = []
  const sharedMeters: number[] = []
  const cutCosts: number[] = []
  const edgeTo = new Int32Array(groupCount).fill(-1)
  for (let group = 0; group < groupCount; group++) {
    const first = neighbours.length
    for (let slot = membersFrom[group]!; slot < membersFrom[group + 1]!; slot++) {
      const unit = members[slot]!
      for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
        const other = groupOf[graph.neighbours[edge]!]!
        if (other === group) {
          perimeters[group]! -= graph.sharedMeters[edge]!
          continue
        }
        let joined = edgeTo[other]!
        if (joined < first) {
          joined = neighbours.length
          edgeTo[other] = joined
          neighbours.push(other)
          sources.push(group)
          sharedMeters.push(0)
          cutCosts.push(0)
        }
        sharedMeters[joined]! += graph.sharedMeters[edge]!
        cutCosts[joined]! += graph.cutCosts[edge]!
      }
    }
    offsets[group + 1] = neighbours.length
  }
  const csr = { offsets, neighbours: Int32Array.from(neighbours) }
  return {
    units: Int32Array.from(weights.keys()),
    weights,
    furtherWeights: graph.furtherWeights.map((unitWeights) => {
      const sums = new Float64Array(groupCount)
      unitWeights.forEach((weight, unit) => {
        sums[groupOf[unit]!]! += weight
      })
      return sums
    }),
    areas,
    perimeters,
    ...csr,
    sources: Int32Array.from(sources),
    reverse: reverseEdges(csr),
    sharedMeters: Float64Array.from(sharedMeters),
    cutCosts: Float64Array.from(cutCosts),
  }
}
