import { labelComponents } from '../graph/label-components.ts'
import type { PartGraph } from './part-graph.ts'

export type CurrentPlan = {
  /** The plan of today made whole: every unit in a zone, every zone connected; length m. */
  zoneOf: Int32Array
  /** Where each unit is today in the same numbering, −1 = nowhere. */
  home: Int32Array
  zoneCount: number
}

/**
 * Turns today's zones of a part into a plan that can be improved: of a zone in several pieces the heaviest stays, the
 * others and units without a zone join the neighbour across the longest boundary.
 *
 * @param graph   a connected part of m units
 * @param current zone of each unit of the whole graph, −1 = none
 * @returns       undefined when no unit has a zone
 *
 * O(rings · units to join · degree). Deterministic.
 */
export function startFromCurrent(graph: PartGraph, current: Int32Array): CurrentPlan | undefined {
  const numbers = new Map<number, number>()
  const home = graph.units.map((unit) => {
    const zone = current[unit]!
    if (zone === -1) return -1
    const known = numbers.get(zone) ?? numbers.size
    numbers.set(zone, known)
    return known
  })
  if (numbers.size === 0) return undefined
  const zoneOf = keepHeaviestPieces(graph, home, numbers.size)
  joinNeighbours(graph, zoneOf)
  return { zoneOf, home, zoneCount: numbers.size }
}

function keepHeaviestPieces(graph: PartGraph, home: Int32Array, zoneCount: number): Int32Array {
  const { componentOf, count } = labelComponents(
    graph,
    (unit) => home[unit] !== -1,
    (edge, from) => home[graph.neighbours[edge]!] === home[from],
  )
  const weight = new Float64Array(count)
  const size = new Int32Array(count)
  const zoneOfPiece = new Int32Array(count)
  componentOf.forEach((piece, unit) => {
    if (piece === -1) return
    weight[piece]! += graph.weights[unit]!
    size[piece]! += 1
    zoneOfPiece[piece] = home[unit]!
  })
  const kept = new Int32Array(zoneCount).fill(-1)
  for (let piece = 0; piece < count; piece++) {
    const rival = kept[zoneOfPiece[piece]!]!
    const lead = rival === -1 ? 1 : weight[piece]! - weight[rival]! || size[piece]! - size[rival]!
    if (lead > 0) kept[zoneOfPiece[piece]!] = piece
  }
  return home.map((zone, unit) => (zone !== -1 && kept[zone] === componentOf[unit] ? zone : -1))
}

function joinNeighbours(graph: PartGraph, zoneOf: Int32Array): void {
  let waiting = [...zoneOf.keys()].filter((unit) => zoneOf[unit] === -1)
  while (waiting.length > 0) {
    waiting = waiting.filter((unit) => {
      let longest = -1
      for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
        if (zoneOf[graph.neighbours[edge]!] === -1) continue
        if (longest === -1 || graph.sharedMeters[edge]! > graph.sharedMeters[longest]!) longest = edge
      }
      if (longest !== -1) zoneOf[unit] = zoneOf[graph.neighbours[longest]!]!
      return longest === -1
    })
  }
}
