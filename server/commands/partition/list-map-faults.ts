import { labelComponents } from '../../algorithms/graph/label-components.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { findOverlaps } from '../../algorithms/topology/find-overlaps.ts'
import type { MeasuredTopology } from '../../algorithms/topology/unit-topology.ts'
import { invalidRequest } from '../../platform/errors.ts'

const MOST_NAMED = 5
const MOST_LOOKED_FOR = 1000

/**
 * What is odd about the map as a whole and how it is treated, in words.
 *
 * @throws DomainError when the weights add up to more than a number holds exactly
 */
export function listMapFaults(
  graph: UnitGraph,
  topology: MeasuredTopology,
  ids: readonly string[],
): string[] {
  const total = graph.weights.reduce((sum, weight) => sum + weight, 0)
  if (total > Number.MAX_SAFE_INTEGER)
    throw invalidRequest(
      'weight',
      `The weights add up to ${total}; ${Number.MAX_SAFE_INTEGER} is the most that can be counted.`,
    )
  return [...listOverlaps(topology, ids), ...listParts(graph), ...listLongEdges(graph)]
}

function listOverlaps(topology: MeasuredTopology, ids: readonly string[]): string[] {
  const { overlaps, selfCrossing } = findOverlaps(topology.topology, MOST_LOOKED_FOR)
  const pairs = new Map([...topology.overlaps, ...overlaps].map((pair) => [pair.join(' '), pair]))
  const lines = [...pairs.values()]
    .slice(0, MOST_NAMED)
    .map(([a, b]) => `Units ${ids[a]} and ${ids[b]} overlap: each keeps its area and its weight.`)
  if (pairs.size > MOST_NAMED) lines.push(`${pairs.size - MOST_NAMED} further pairs of units overlap.`)
  if (selfCrossing.length > 0)
    lines.push(
      `${selfCrossing.length} units have a ring that crosses itself: their areas are not reliable. The first is ${ids[selfCrossing[0]!]}.`,
    )
  return lines
}

function listParts(graph: UnitGraph): string[] {
  const { count } = labelComponents(graph, () => true)
  if (count < 2) return []
  return [
    `The units fall into ${count} parts that nothing joins: each is divided by itself. Edges of 0 m join them (--adjacency).`,
  ]
}

/** A boundary longer than the ring it is part of makes nonsense of the shape. */
function listLongEdges({ offsets, perimetersMeters, sharedMeters }: UnitGraph): string[] {
  let found = 0
  perimetersMeters.forEach((perimeter, unit) => {
    let shared = 0
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) shared += sharedMeters[edge]!
    if (perimeter > 0 && shared > 1.05 * perimeter) found++
  })
  return found > 0
    ? [`${found} units share more boundary with their neighbours than they have: their shapes are misjudged.`]
    : []
}
