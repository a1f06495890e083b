import type { PartGraph } from './part-graph.ts'

/** A unit that shuts off more than it can be joined with: no plan holds all that lies behind it. */
export type ShutGate = {
  /** The unit; removing it cuts the pockets off. */
  unit: number
  /** The unit with all its pockets: more than max. */
  weightWithPockets: number
  /** What lies behind it and is lighter than min, heaviest first. */
  pockets: { units: Int32Array; weight: number }[]
}

/**
 * Finds pockets that no plan can hold. Behind a cut unit u lie the pieces that its removal leaves; a piece lighter than
 * min cannot be a zone of its own, nor hold one, so the zone of u must take it whole. When u weighs more than max with
 * all such pieces, no plan of the part exists.
 *
 *      ■■■■■■
 *      ■■■■■u──pocket     u 300, pocket 150, band 200–400: alone under min, together over max
 *      ■■■■■■
 *
 * @param graph a connected part
 * @returns     such units, deepest first in a depth-first walk
 *
 * O(n + e), without recursion (Tarjan's low points). A proof: what it finds is so. It does not find every part without
 * a plan: branches heavier than min, and pockets behind two units, are left to the search.
 */
export function findPockets(graph: PartGraph, { min, max }: { min: number; max: number }): ShutGate[] {
  const walk = walkDeep(graph)
  const total = walk.weightBelow[walk.order[0] ?? 0] ?? 0
  const gates: ShutGate[] = []
  for (const unit of walk.order.toReversed()) {
    const pieces = piecesWithout(walk, unit, total - graph.weights[unit]!)
    if (pieces.length < 2) continue
    const light = pieces.filter(({ weight }) => weight < min).sort((a, b) => b.weight - a.weight)
    const weightWithPockets = light.reduce((sum, { weight }) => sum + weight, graph.weights[unit]!)
    if (weightWithPockets <= max) continue
    const pockets = light.map((piece) => ({
      weight: piece.weight,
      units: unitsOf(walk, unit, { piece, pieces }),
    }))
    gates.push({ unit, weightWithPockets, pockets })
  }
  return gates
}

/**
 * The pockets to cut off so that no gate is overloaded: of each gate the heaviest, which are the least under min, and as
 * few as will do. The rest of the part stays connected.
 */
export function choosePockets(gates: readonly ShutGate[], max: number) {
  const cut = new Set<number>()
  return gates.flatMap((gate) => {
    let weight = gate.weightWithPockets
    return gate.pockets.flatMap((pocket) => {
      if (weight <= max || cut.has(gate.unit) || pocket.units.some((unit) => cut.has(unit))) return []
      weight -= pocket.weight
      for (const unit of pocket.units) cut.add(unit)
      return [{ ...pocket, gate }]
    })
  })
}

/** A depth-first walk; what lies below a unit is `order[place…place + sizeBelow)`. */
type DeepWalk = {
  order: Int32Array
  place: Int32Array
  parent: Int32Array
  /** The lowest place that an edge from the unit or from below it leads to. */
  low: Int32Array
  sizeBelow: Int32Array
  weightBelow: Float64Array
  children: Int32Array
  nextSibling: Int32Array
}

function walkDeep({ weights, offsets, neighbours }: PartGraph): DeepWalk {
  const count = weights.length
  const none = () => new Int32Array(count).fill(-1)
  const walk: DeepWalk = {
    order: new Int32Array(count),
    place: none(),
    parent: none(),
    low: none(),
    sizeBelow: new Int32Array(count).fill(1),
    weightBelow: weights.slice(),
    children: none(),
    nextSibling: none(),
  }
  const edgeOf = offsets.slice(0, count)
  let visited = 0
  const enter = (unit: number) => {
    walk.low[unit] = visited
    walk.place[unit] = visited
    walk.order[visited++] = unit
  }
  if (count > 0) enter(0)
  for (let unit = count > 0 ? 0 : -1; unit !== -1; ) {
    const edge = edgeOf[unit]!++
    if (edge < offsets[unit + 1]!) {
      const next = neighbours[edge]!
      if (walk.place[next] === -1) {
        walk.parent[next] = unit
        enter(next)
        unit = next
      } else if (next !== walk.parent[unit]) walk.low[unit] = Math.min(walk.low[unit]!, walk.place[next]!)
    } else unit = leave(walk, unit)
  }
  return walk
}

/** Hands what is known below a finished unit on to its parent, and goes back there. */
function leave(walk: DeepWalk, unit: number): number {
  const parent = walk.parent[unit]!
  if (parent === -1) return -1
  walk.low[parent] = Math.min(walk.low[parent]!, walk.low[unit]!)
  walk.sizeBelow[parent]! += walk.sizeBelow[unit]!
  walk.weightBelow[parent]! += walk.weightBelow[unit]!
  walk.nextSibling[unit] = walk.children[parent]!
  walk.children[parent] = unit
  return parent
}

/** A piece that a unit's removal leaves: a whole branch below it, or without `from` all the rest. */
type Piece = { weight: number; from?: number; to?: number }

function piecesWithout(walk: DeepWalk, unit: number, others: number): Piece[] {
  const pieces: Piece[] = []
  let rest = others
  for (let child = walk.children[unit]!; child !== -1; child = walk.nextSibling[child]!) {
    if (walk.low[child]! < walk.place[unit]!) continue
    const from = walk.place[child]!
    const weight = walk.weightBelow[child]!
    pieces.push({ weight, from, to: from + walk.sizeBelow[child]! })
    rest -= weight
  }
  return walk.parent[unit] === -1 ? pieces : [...pieces, { weight: rest }]
}

function unitsOf(
  walk: DeepWalk,
  unit: number,
  { piece, pieces }: { piece: Piece; pieces: readonly Piece[] },
) {
  if (piece.from !== undefined) return walk.order.slice(piece.from, piece.to).sort()
  const isBelow = (place: number) => pieces.some(({ from, to }) => place >= from! && place < to!)
  return walk.order.filter((other, place) => other !== unit && !isBelow(place)).sort()
}
