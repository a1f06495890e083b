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
 * Only sides of a single unit are looked at, in a clean map those at its rim: O(c log c) for c corners;
 * pieces that overlap without a side's ends or middle inside the other are not seen. Deterministic.
 */
export function findOverlaps(built: UnitTopology, mostPairs: number): FoundOverlaps {
  const map = new SideMap(built)
  const pairs = new Map<string, [number, number]>()
  const selfCrossing: number[] = []
  for (const [unit, arcs] of map.arcsOfUnit.entries()) {
    const rim = arcs.filter((arc) => map.usersOf(arc).length === 1)
    const probes = rim.flatMap((arc) => probesOf(built, arc))
    const isInsideOut = ({ left, right }: Probe) =>
      !map.unitsAt(left).includes(unit) && map.unitsAt(right).includes(unit)
    if (probes.some(isInsideOut)) selfCrossing.push(unit)
    for (const other of probes.flatMap(({ left }) => map.unitsAt(left))) {
      if (other === unit) continue
      const [a, b] = [Math.min(unit, other), Math.max(unit, other)]
      pairs.set(`${a} ${b}`, [a, b])
    }
    if (pairs.size >= mostPairs) break
  }
  return { overlaps: [...pairs.values()].sort((x, y) => x[0] - y[0] || x[1] - y[1]), selfCrossing }
}

type Probe = { left: Position; right: Position }

/** Points a step to the left and to the right of the sides of an arc as its unit walks it. */
function probesOf(built: UnitTopology, arc: number): Probe[] {
  const corners = built.arcs[arc < 0 ? ~arc : arc]!
  const walked = arc < 0 ? corners.toReversed() : corners
  return walked.slice(1).flatMap((to, index) => {
    const from = walked[index]!
    const [dx, dy] = [to[0]! - from[0]!, to[1]! - from[1]!]
    const length = Math.hypot(dx, dy)
    if (length < 10 * STEP_DEGREES) return []
    const [stepX, stepY] = [(-dy / length) * STEP_DEGREES, (dx / length) * STEP_DEGREES]
    return PLACES.map((share) => {
      const [x, y] = [from[0]! + share * dx, from[1]! + share * dy]
      return { left: [x + stepX, y + stepY], right: [x - stepX, y - stepY] }
    })
  })
}

type Box = [west: number, south: number, east: number, north: number]

/** The sides and the units of a map, found by place. */
class SideMap {
  readonly arcsOfUnit: number[][]
  private readonly users: number[][]
  private readonly unitBoxes: Box[]
  private readonly units: Flatbush | undefined
  private readonly sides: Flatbush | undefined
  private readonly sideEnds: [Position, Position, number][]

  constructor(built: UnitTopology) {
    this.arcsOfUnit = arcsOfUnits(built)
    this.users = built.arcs.map(() => [])
    this.arcsOfUnit.forEach((arcs, unit) => {
      for (const arc of arcs) this.usersOf(arc).push(unit)
    })
    this.sideEnds = built.arcs.flatMap((corners, arc) =>
      corners.slice(1).map((to, index): [Position, Position, number] => [corners[index]!, to, arc]),
    )
    this.unitBoxes = this.arcsOfUnit.map((arcs) =>
      boxOf(arcs.flatMap((arc) => built.arcs[arc < 0 ? ~arc : arc]!)),
    )
    this.units = indexOf(this.unitBoxes)
    this.sides = indexOf(this.sideEnds.map(([from, to]) => boxOf([from, to])))
  }

  usersOf(arc: number): number[] {
    return this.users[arc < 0 ? ~arc : arc]!
  }

  /** The units that a point lies in: those with an odd number of sides east of it. */
  unitsAt([x, y]: Position): number[] {
    const near = this.units?.search(x!, y!, x!, y!) ?? []
    const east = Math.max(...near.map((unit) => this.unitBoxes[unit]![2]))
    const isInside = new Map(near.map((unit) => [unit, false]))
    for (const side of this.sides?.search(x!, y!, east, y!) ?? []) {
      const [[ax, ay], [bx, by], arc] = this.sideEnds[side] as [[number, number], [number, number], number]
      if (ay > y! === by > y! || x! >= ((bx - ax) * (y! - ay)) / (by - ay) + ax) continue
      for (const unit of this.usersOf(arc)) if (isInside.has(unit)) isInside.set(unit, !isInside.get(unit))
    }
    return near.filter((unit) => isInside.get(unit))
  }
}

function boxOf(corners: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of corners) {
    box[0] = Math.min(box[0], x!)
    box[1] = Math.min(box[1], y!)
    box[2] = Math.max(box[2], x!)
    box[3] = Math.max(box[3], y!)
  }
  return box
}

function indexOf(boxes: readonly Box[]): Flatbush | undefined {
  if (boxes.length === 0) return undefined
  const index = new Flatbush(boxes.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return index
}
