/** The outline of a set of cells, traced along the lattice's shared edges. */
import type { MultiPolygon, Polygon } from 'geojson'
import { closedRing, type Point } from './frame.ts'
import { columnEdge, rowEdge } from './lattice.ts'
import { cellAt, cellsAcross, type RegionPlan } from './region-plan.ts'
import { isInside, ringArea } from './ring.ts'

type Side = { from: string; to: string; points: Point[] }

export function areaBoundary(plan: RegionPlan, cells: readonly number[]): Polygon | MultiPolygon {
  const rings = outlineRings(plan, cells)
  const outers = rings.filter((ring) => ringArea(ring) > 0)
  const holes = rings.filter((ring) => ringArea(ring) < 0)
  const polygons = outers.map((outer) => [
    closedRing(outer),
    ...holes.filter((hole) => holeLiesIn(hole, outer)).map(closedRing),
  ])
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function holeLiesIn(hole: Point[], outer: Point[]): boolean {
  const [a, b] = [hole[0]!, hole[1]!]
  return isInside(outer, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])
}

/** Rings of the set: outer ones counter-clockwise, holes clockwise. */
export function outlineRings(plan: RegionPlan, cells: readonly number[]): Point[][] {
  const open = new Map<string, Side[]>()
  for (const side of outlineSides(plan, cells)) {
    const leaving = open.get(side.from)
    if (leaving) leaving.push(side)
    else open.set(side.from, [side])
  }
  return [...open].flatMap(([start, leaving]) => {
    const rings: Point[][] = []
    while (leaving.length > 0) rings.push(...traceRings(open, start))
    return rings
  })
}

/** Walks from node to node back to the start; a loop closed on the way (cells that touch at a corner) is a ring of its own. */
function traceRings(open: Map<string, Side[]>, start: string): Point[][] {
  const rings: Point[][] = []
  const walked: Side[] = []
  let node = start
  do {
    const side = open.get(node)!.pop()!
    walked.push(side)
    node = side.to
    const loop = walked.findIndex(({ from }) => from === node)
    if (loop >= 0) rings.push(walked.splice(loop).flatMap(({ points }) => points.slice(0, -1)))
  } while (walked.length > 0)
  return rings
}

function outlineSides(plan: RegionPlan, cells: readonly number[]): Side[] {
  const own = new Set(cells)
  const { lattice } = plan
  return cells.flatMap((cell) => {
    const i = cell % cellsAcross(plan)
    const j = Math.floor(cell / cellsAcross(plan))
    const sides: Side[] = []
    const add = (otherCell: number, from: string, to: string, points: () => Point[]) => {
      if (!own.has(otherCell)) sides.push({ from, to, points: points() })
    }
    add(cellAt(plan, i, j - 1), `${i},${j}`, `${i + 1},${j}`, () => rowEdge(lattice, i, j))
    add(cellAt(plan, i + 1, j), `${i + 1},${j}`, `${i + 1},${j + 1}`, () => columnEdge(lattice, i + 1, j))
    add(cellAt(plan, i, j + 1), `${i + 1},${j + 1}`, `${i},${j + 1}`, () =>
      [...rowEdge(lattice, i, j + 1)].reverse(),
    )
    add(cellAt(plan, i - 1, j), `${i},${j + 1}`, `${i},${j}`, () => [...columnEdge(lattice, i, j)].reverse())
    return sides
  })
}
