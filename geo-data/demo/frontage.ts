/**
 * Buildings that face the street: rectangles set along a block's edges, turned with them, clear of each other.
 *
 *      street ════════════════        walking along the edge, a building takes the chord
 *        ┌──┐┌────┐┌──┐ ┌──┐          from s to s + width, set back from the centre line
 *        └──┘│    │└──┘ └──┘
 *            └────┘
 */
import type { Point } from './frame.ts'
import type { EdgeClass } from './lattice.ts'
import { between, type Random } from './random.ts'
import { distance, distanceToSegment, isInside, type Ring } from './ring.ts'
import type { Obstacle } from './rows.ts'
import { SETBACK_METERS } from './site.ts'

export type FrontageStyle = {
  width: readonly [number, number]
  depth: readonly [number, number]
  gap: readonly [number, number]
  /** Added to the class's own setback; may be negative for shops at the kerb. */
  setback: readonly [number, number]
  /** Share of places left empty. */
  empty: number
  along: (edgeClass: EdgeClass) => boolean
}

/** No shape is longer than this from corner to corner. */
const LONGEST_METERS = 30

export type Frontage = { ring: Ring; style: FrontageStyle; random: Random; obstacles: readonly Obstacle[] }

/** The shapes, in the order of the ring. */
export function lineFrontage({ ring, style, random, obstacles }: Frontage): Point[][] {
  const placed: Point[][] = []
  for (const run of streetRuns(ring, style.along)) {
    const lengths = runLengths(run.points)
    const total = lengths.at(-1)!
    let at = between(random, 0, 3)
    while (at < total) {
      const width = between(random, ...style.width)
      if (at + width > total) break
      const back = run.setback + between(random, ...style.setback)
      const [a, b] = [pointAt(run.points, lengths, at), pointAt(run.points, lengths, at + width)]
      const depth = between(random, ...style.depth)
      const shapes =
        random() < style.empty ? [] : [chordShape(a, b, back, depth), chordShape(a, b, back, 0.7 * depth)]
      const clear = shapes.find((shape) => isClear(shape, ring, style.setback[0] - 0.4, obstacles, placed))
      if (clear) placed.push(clear)
      at += clear ? width + between(random, ...style.gap) : 2
    }
  }
  return placed
}

type Run = { points: Point[]; setback: number }

/** Stretches of the ring along one class of street. */
function streetRuns(ring: Ring, along: (edgeClass: EdgeClass) => boolean): Run[] {
  const runs: Run[] = []
  let current: EdgeClass | undefined
  ring.edges.forEach((edgeClass, k) => {
    const next = ring.points[(k + 1) % ring.points.length]!
    if (!along(edgeClass)) current = undefined
    else if (edgeClass === current && !isCorner(ring.points, k)) runs.at(-1)!.points.push(next)
    else {
      runs.push({ points: [ring.points[k]!, next], setback: SETBACK_METERS[edgeClass] })
      current = edgeClass
    }
  })
  return runs
}

function isCorner(points: readonly Point[], k: number): boolean {
  const [a, b, c] = [points.at(k - 1)!, points[k]!, points[(k + 1) % points.length]!]
  const turn = Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0])
  return Math.cos(turn) < 0.82
}

function runLengths(points: readonly Point[]): number[] {
  let sum = 0
  return points.map((point, k) => {
    const before = points[k - 1] ?? point
    sum += Math.hypot(point[0] - before[0], point[1] - before[1])
    return sum
  })
}

function pointAt(points: readonly Point[], lengths: readonly number[], at: number): Point {
  const k = Math.max(
    1,
    lengths.findIndex((length) => length >= at),
  )
  const [a, b] = [points[k - 1]!, points[k]!]
  const share = (at - lengths[k - 1]!) / (lengths[k]! - lengths[k - 1]! || 1)
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
}

/** The ring runs counter-clockwise, so the block lies to the left of a → b. */
function chordShape(a: Point, b: Point, back: number, depth: number): Point[] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  const [nx, ny] = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
  const inward = (point: Point, meters: number): Point => [point[0] + nx * meters, point[1] + ny * meters]
  return [inward(a, back), inward(b, back), inward(b, back + depth), inward(a, back + depth)]
}

function isClear(
  shape: Point[],
  ring: Ring,
  extra: number,
  obstacles: readonly Obstacle[],
  placed: readonly Point[][],
): boolean {
  if (placed.some((other) => overlap(shape, other, 0.5))) return false
  const probes = shape.flatMap((a, k): Point[] => {
    const b = shape[(k + 1) % 4]!
    return [a, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]]
  })
  const near = nearEdges(ring, probes[0]!)
  if (!near.every((edge) => probes.every((probe) => keepsSetback(edge, probe, extra)))) return false
  if (!probes.every((probe) => isInside(ring.points, probe))) return false
  return !obstacles.some((obstacle) => probes.some((probe) => isNear(obstacle, probe)))
}

type SetbackEdge = { a: Point; b: Point; setback: number }

/** The edges that a shape with this corner could come too near to. */
function nearEdges({ points, edges }: Ring, corner: Point): SetbackEdge[] {
  return edges.flatMap((edgeClass, k) => {
    const [a, b] = [points[k]!, points[(k + 1) % points.length]!]
    const setback = SETBACK_METERS[edgeClass]
    return distanceToSegment(corner, a, b) > LONGEST_METERS + setback ? [] : [{ a, b, setback }]
  })
}

function keepsSetback({ a, b, setback }: SetbackEdge, probe: Point, extra: number): boolean {
  return distanceToSegment(probe, a, b) >= Math.max(2.5, setback + extra)
}

function isNear({ points, closed, clearanceMeters }: Obstacle, probe: Point): boolean {
  if (closed && isInside(points, probe)) return true
  for (let k = closed ? 0 : 1; k < points.length; k++)
    if (distanceToSegment(probe, points.at(k - 1)!, points[k]!) < clearanceMeters) return true
  return false
}

/** Whether two convex shapes come nearer than the gap (separating axes). */
function overlap(first: readonly Point[], second: readonly Point[], gap: number): boolean {
  if (distance(first[0]!, second[0]!) > 2 * LONGEST_METERS) return false
  for (const shape of [first, second]) {
    for (let k = 0; k < shape.length; k++) {
      const [a, b] = [shape[k]!, shape[(k + 1) % shape.length]!]
      const length = Math.hypot(b[0] - a[0], b[1] - a[1])
      const [nx, ny] = [(b[1] - a[1]) / length, (a[0] - b[0]) / length]
      const reach = ([x, y]: Point) => nx * x + ny * y
      const [p, q] = [first.map(reach), second.map(reach)]
      if (Math.min(...p) - Math.max(...q) >= gap || Math.min(...q) - Math.max(...p) >= gap) return false
    }
  }
  return true
}
