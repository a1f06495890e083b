import { labelComponents } from '../graph/label-components.ts'
import type { PartGraph } from './part-graph.ts'

export type CurrentPlan = {
  /** The plan of today made whole: every unit in a zone, every zone connected; length m. */
  zoneOf: Int32Array
  /** Where each unit is today in the same numbering, −1 = nowhere. */
  home: Int32Array
  zoneCount: number
}

export type CurrentZones = {
  /** Zone of each unit of the whole graph, −1 = none. */
  zoneOf: Int32Array
  /** Weight of each current zone over the whole graph. */
  weights: ReadonlyMap<number, number>
  /** Zones that would have to grow are dissolved instead, lightest first, down to this many. */
  fewestZones: number
}

/**
 * Turns today's zones of a part into a plan that can be improved: of a zone in several pieces the heaviest stays, the
 * others and units without a zone join the neighbour across the longest boundary. A zone is dissolved when that moves
 * less than filling it up to `min`.
 *
 * @param graph a connected part of m units
 * @param min   least weight of a zone
 * @returns     undefined when no zone is left to start from
 *
 * O(rings · units to join · degree). Deterministic.
 */
export function startFromCurrent(
  graph: PartGraph,
  current: CurrentZones,
  min: number,
): CurrentPlan | undefined {
  const kept = chooseKeptZones(graph, current, min)
  if (kept.length === 0) return undefined
  const numbers = new Map(kept.map((zone, index) => [zone, index]))
  const home = graph.units.map((unit) => numbers.get(current.zoneOf[unit]!) ?? -1)
  const zoneOf = keepHeaviestPieces(graph, home, kept.length)
  joinNeighbours(graph, zoneOf)
  return { zoneOf, home, zoneCount: kept.length }
}

/** Current zones of the part that go on, in the order of their lowest unit. */
function chooseKeptZones(graph: PartGraph, current: CurrentZones, min: number): number[] {
  const here = new Map<number, number>()
  graph.units.forEach((unit, local) => {
    const zone = current.zoneOf[unit]!
    if (zone !== -1) here.set(zone, (here.get(zone) ?? 0) + graph.weights[local]!)
  })
  const lightestFirst = [...here].sort(([zoneA, a], [zoneB, b]) => a - b || zoneA - zoneB)
  const dissolved = new Set<number>()
  for (const [zone, weight] of lightestFirst) {
    if (here.size - dissolved.size <= current.fewestZones) break
    // The lesser piece of a zone that goes on elsewhere has moved already, so that filling it up is all it can cost.
    const isLesserPiece = weight * 2 < current.weights.get(zone)!
    if (weight < (isLesserPiece ? min : min / 2)) dissolved.add(zone)
  }
  return [...here.keys()].filter((zone) => !dissolved.has(zone))
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

/** Gives every unit without a zone to the neighbour across its longest boundary, from the rim inwards; in place. */
export function joinNeighbours(graph: PartGraph, zoneOf: Int32Array): void {
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
