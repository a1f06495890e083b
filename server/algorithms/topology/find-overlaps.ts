import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { arcsOfUnits, type UnitTopology } from './unit-topology.ts'

export type FoundOverlaps = {
  /** Pairs of units, a < b, where the one reaches into the other. */
  overlaps: [number, number][]
  /** Units with a ring that crosses itself: part of it lies inside out. */
  selfCrossing: number[]
}

/** About 3 cm: further in than snapping can move a corner. */
const STEP_DEGREES = 3e-7
/** Where along a side to look. */
const PLACES = [0.02, 0.5, 0.98]

type Side = { from: Position; to: Position }

/**
 * Finds units that lie on one another, also where they share no corner. The inside of a unit is on the left of its sides:
 * a point just left of a side must lie in that unit and in no other.
 *
 *     ┌─────┐
 *     │  ┌──┼──┐      the left side of b has a to its left: a and b overlap
 *     │  │b │  │
 *     └──┼──┘  │
 *
 * @param built     topology of the units
 * @param mostPairs to look for
 *
 * Only sides of a single unit are looked at, in a clean map those at its rim: O(n + c log c) for c corners at the rim;
 * pieces that overlap without a side's ends or middle inside the other are not seen. Deterministic.
 */
export function findOverlaps(built: UnitTopology, mostPairs: number): FoundOverlaps {
  const arcs = arcsOfUnits(built)
  const users = new Int32Array(built.arcs.length)
  for (const arc of arcs.flat()) users[arc < 0 ? ~arc : arc]! += 1
  const boxes = boxesOf(built, arcs)
  const pairs = new Map<string, [number, number]>()
  const selfCrossing: number[] = []
  for (const [unit, ofUnit] of arcs.entries()) {
    const rim = ofUnit.filter((arc) => users[arc < 0 ? ~arc : arc] === 1)
    const points = rim.flatMap((arc) => pointsInside(built, arc))
    if (points.some((point) => !contains(built, ofUnit, point))) selfCrossing.push(unit)
    for (const other of unitsAt(built, points, { arcs, boxes })) {
      if (other === unit) continue
      const [a, b] = [Math.min(unit, other), Math.max(unit, other)]
      pairs.set(`${a} ${b}`, [a, b])
    }
    if (pairs.size >= mostPairs) break
  }
  return { overlaps: [...pairs.values()].sort((x, y) => x[0] - y[0] || x[1] - y[1]), selfCrossing }
}

type Places = { arcs: readonly number[][]; boxes: Flatbush | undefined }

/** The units that some points lie in. */
function unitsAt(built: UnitTopology, points: readonly Position[], { arcs, boxes }: Places): Set<number> {
  const found = new Set<number>()
  for (const point of points) {
    const [x, y] = point as [number, number]
    for (const unit of boxes?.search(x, y, x, y) ?? [])
      if (!found.has(unit) && contains(built, arcs[unit]!, point)) found.add(unit)
  }
  return found
}

function boxesOf(built: UnitTopology, arcs: readonly number[][]): Flatbush | undefined {
  if (arcs.length === 0) return undefined
  const boxes = new Flatbush(arcs.length)
  for (const ofUnit of arcs) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const arc of ofUnit)
      for (const [x, y] of built.arcs[arc < 0 ? ~arc : arc]!) {
        west = Math.min(west, x!)
        east = Math.max(east, x!)
        south = Math.min(south, y!)
        north = Math.max(north, y!)
      }
    boxes.add(west, south, east, north)
  }
  boxes.finish()
  return boxes
}

/** Points a step to the left of the sides of an arc as its unit walks it. */
function pointsInside(built: UnitTopology, arc: number): Position[] {
  return sidesOf(built, arc).flatMap(({ from, to }) => {
    const [dx, dy] = [to[0]! - from[0]!, to[1]! - from[1]!]
    const length = Math.hypot(dx, dy)
    if (length < 10 * STEP_DEGREES) return []
    const [stepX, stepY] = [(-dy / length) * STEP_DEGREES, (dx / length) * STEP_DEGREES]
    return PLACES.map((share) => [from[0]! + share * dx + stepX, from[1]! + share * dy + stepY])
  })
}

function sidesOf(built: UnitTopology, arc: number): Side[] {
  const corners = built.arcs[arc < 0 ? ~arc : arc]!
  const sides = corners.slice(1).map((to, index) => ({ from: corners[index]!, to }))
  return arc < 0 ? sides.map(({ from, to }) => ({ from: to, to: from })) : sides
}

/** Even number of crossings to the east: outside. */
function contains(built: UnitTopology, arcs: readonly number[], [x, y]: Position): boolean {
  let isInside = false
  for (const arc of arcs) {
    const corners = built.arcs[arc < 0 ? ~arc : arc]!
    for (let index = 1; index < corners.length; index++) {
      const [ax, ay] = corners[index - 1] as [number, number]
      const [bx, by] = corners[index] as [number, number]
      if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) isInside = !isInside
    }
  }
  return isInside
}
