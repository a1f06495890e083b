/**
 * Rows of buildings in a block: the free stretches of a band that keep their distance from every edge.
 *
 *     ring ╱‾‾‾‾‾‾‾‾‾‾‾╲      the ring is turned so that rows run along x;
 *      ┌──╱─┌──┐┌──┐┌──┐╲─┐   a band low…high has free intervals of x
 *      └─╱──└──┘└──┘└──┘─╲┘
 */
import type { Point } from './frame.ts'
import { isInside, type Ring, rotated } from './ring.ts'
import { SETBACK_METERS } from './site.ts'

export type Obstacle = { points: readonly Point[]; closed: boolean; clearanceMeters: number }

/** A block turned so that its rows run along x. */
export type TurnedBlock = {
  angle: number
  points: Point[]
  segments: { a: Point; b: Point; clearance: number }[]
  ponds: Point[][]
  low: number
  high: number
}

export function turnBlock(
  ring: Ring,
  angle: number,
  obstacles: readonly Obstacle[] = [],
  extraMeters = 0,
): TurnedBlock {
  const points = rotated(ring.points, -angle)
  const segments = points.map((a, k) => ({
    a,
    b: points[(k + 1) % points.length]!,
    clearance: SETBACK_METERS[ring.edges[k]!] + extraMeters,
  }))
  const ponds: Point[][] = []
  for (const obstacle of obstacles) {
    const turned = rotated(obstacle.points, -angle)
    if (obstacle.closed) ponds.push(turned)
    for (let k = obstacle.closed ? 0 : 1; k < turned.length; k++)
      segments.push({ a: turned.at(k - 1)!, b: turned[k]!, clearance: obstacle.clearanceMeters })
  }
  const ys = points.map(([, y]) => y)
  return { angle, points, segments, ponds, low: Math.min(...ys), high: Math.max(...ys) }
}

/** Free stretches of the band low ≤ y ≤ high, from west to east. */
function freeStretches(block: TurnedBlock, low: number, high: number): [from: number, to: number][] {
  const blocked = block.segments.flatMap((segment) => shadow(segment, low, high))
  blocked.sort((a, b) => a[0] - b[0])
  const free: [number, number][] = []
  const middle = (low + high) / 2
  let reach = Number.NEGATIVE_INFINITY
  for (const [from, to] of blocked) {
    if (from > reach && reach > Number.NEGATIVE_INFINITY && isOpenGround(block, [(reach + from) / 2, middle]))
      free.push([reach, from])
    reach = Math.max(reach, to)
  }
  return free
}

/** What a segment with its clearance blocks of the band. */
function shadow(
  { a, b, clearance }: TurnedBlock['segments'][number],
  low: number,
  high: number,
): [number, number][] {
  const [from, to] = [low - clearance, high + clearance]
  if (Math.max(a[1], b[1]) < from || Math.min(a[1], b[1]) > to) return []
  const at = (y: number) => a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1])
  const clipped = [a, b].map((end) => (end[1] < from ? at(from) : end[1] > to ? at(to) : end[0]))
  return [[Math.min(...clipped) - clearance, Math.max(...clipped) + clearance]]
}

function isOpenGround(block: TurnedBlock, point: Point): boolean {
  return isInside(block.points, point) && !block.ponds.some((pond) => isInside(pond, point))
}

export type RowSpacing = { depth: number; gap: number; minLength: number }

export type Row = { low: number; high: number; stretches: [from: number, to: number][] }

/** Rows from south to north, each as soon as the block leaves room for a stretch of the least length. */
export function fillRows(block: TurnedBlock, { depth, gap, minLength }: RowSpacing): Row[] {
  const rows: Row[] = []
  for (let low = block.low + 4; low + depth < block.high; ) {
    const stretches = freeStretches(block, low, low + depth).filter(([from, to]) => to - from >= minLength)
    if (stretches.length > 0) rows.push({ low, high: low + depth, stretches })
    low += stretches.length > 0 ? depth + gap : 2
  }
  return rows
}

/** A shape given in the turned frame, back on the ground. */
export function onGround(block: TurnedBlock, shape: readonly Point[]): Point[] {
  return rotated(shape, block.angle)
}

export function rectangle(x0: number, y0: number, x1: number, y1: number): Point[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ]
}
