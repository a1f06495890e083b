import type { MultiPolygon, Polygon, Position } from 'geojson'
import { nestRings } from './nest-rings.ts'
import { arcsOfUnit, type NetTopology } from './net-topology.ts'

/** An arc in the direction in which the union lies to its left. */
type Side = { positions: Position[]; isUsed: boolean }

/**
 * The union of units, taken from their shared arcs: exact, and valid also where rings touch themselves in a corner.
 *
 *        v                     At a node where more than two boundary arcs meet, the walk turns as far left as it can,
 *   ┌────●────┐                so it stays on one side of the ground; a ring that comes back to a node is cut there:
 *   │   ╱ ╲   │                → an outline and a hole that touch in v, never one ring that touches itself.
 *   │  ╱   ╲  │
 *   │  ╲   ╱  │
 *   │   ╲ ╱   │
 *   └────┴────┘
 *
 * @param members ordinals of the units to join; they need not touch
 * @returns undefined when there are none. Cost: linear, but quadratic in the number of rings.
 */
export function dissolveUnits(
  net: NetTopology,
  members: readonly number[],
): Polygon | MultiPolygon | undefined {
  const sides = outerSides(net, members)
  const sidesFrom = new Map<string, Side[]>()
  for (const side of sides) {
    const node = nodeOf(side.positions[0]!)
    sidesFrom.set(node, [...(sidesFrom.get(node) ?? []), side])
  }
  const rings: Position[][] = []
  for (const side of sides) if (!side.isUsed) rings.push(...simpleRings(walk(side, sidesFrom)))
  return nestRings(rings)
}

/** Arcs that exactly one member uses, as its rings use them (outlines anticlockwise, holes clockwise: inside is left). */
function outerSides(net: NetTopology, members: readonly number[]): Side[] {
  const uses = new Map<number, number>()
  for (const member of members)
    for (const arc of arcsOfUnit(net.objects.units.geometries[member]!).flat(2)) {
      const index = arc < 0 ? ~arc : arc
      if (uses.has(index)) uses.delete(index)
      else uses.set(index, arc)
    }
  return [...uses.values()].map((arc) => {
    const positions = net.arcs[arc < 0 ? ~arc : arc] as Position[]
    return { positions: arc < 0 ? positions.toReversed() : positions, isUsed: false }
  })
}

function walk(start: Side, sidesFrom: Map<string, Side[]>): Side[] {
  const path: Side[] = []
  let side: Side | undefined = start
  while (side && !side.isUsed) {
    side.isUsed = true
    path.push(side)
    side = leftmost(side, sidesFrom.get(nodeOf(side.positions.at(-1)!)) ?? [])
  }
  return path
}

/** The continuation that is met first when turning clockwise from the way back. */
function leftmost(from: Side, candidates: readonly Side[]): Side | undefined {
  const back = direction(from.positions.at(-1)!, from.positions.at(-2)!)
  const turn = (side: Side) => {
    const clockwise = (back - direction(side.positions[0]!, side.positions[1]!)) % (2 * Math.PI)
    return clockwise <= 0 ? clockwise + 2 * Math.PI : clockwise
  }
  if (candidates.length <= 1) return candidates[0]
  return candidates.reduce((best, side) => (turn(side) < turn(best) ? side : best))
}

/** Cuts a closed walk where it comes back to a node, so that every ring is simple. */
function simpleRings(path: readonly Side[]): Position[][] {
  const rings: Position[][] = []
  const open: Side[] = []
  for (const side of path) {
    open.push(side)
    const end = nodeOf(side.positions.at(-1)!)
    const first = open.findLastIndex((earlier) => nodeOf(earlier.positions[0]!) === end)
    if (first >= 0) rings.push(joined(open.splice(first)))
  }
  return rings
}

const joined = (sides: readonly Side[]): Position[] => [
  sides[0]!.positions[0]!,
  ...sides.flatMap((side) => side.positions.slice(1)),
]

const nodeOf = (position: Position) => `${position[0]} ${position[1]}`

const direction = (from: Position, to: Position) => Math.atan2(to[1]! - from[1]!, to[0]! - from[0]!)
