/** Rings of ground: the blocks between streets. A ring knows what runs along each of its edges. */
import type { Point } from './frame.ts'
import type { EdgeClass } from './lattice.ts'

/** Counter-clockwise, open; `edges[k]` runs from point k to point k+1. */
export type Ring = { points: Point[]; edges: EdgeClass[] }

export function ringArea(points: readonly Point[]): number {
  let twice = 0
  for (let k = 0; k < points.length; k++) {
    const [a, b] = [points[k]!, points[(k + 1) % points.length]!]
    twice += a[0] * b[1] - b[0] * a[1]
  }
  return twice / 2
}

export function isInside(points: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (let k = 0, before = points.length - 1; k < points.length; before = k++) {
    const [a, b] = [points[k]!, points[before]!]
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

export function rotated(points: readonly Point[], angle: number): Point[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return points.map(([x, y]) => [cos * x - sin * y, sin * x + cos * y])
}

export function distanceToSegment([x, y]: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const share = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  const [ex, ey] = [x - a[0] - share * dx, y - a[1] - share * dy]
  return Math.sqrt(ex * ex + ey * ey)
}

export function distanceToRing(points: readonly Point[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let k = 0; k < points.length; k++)
    nearest = Math.min(nearest, distanceToSegment(point, points[k]!, points[(k + 1) % points.length]!))
  return nearest
}

export type Extent = { minX: number; minY: number; maxX: number; maxY: number }

export function extentOf(points: readonly Point[]): Extent {
  const extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const [x, y] of points) {
    extent.minX = Math.min(extent.minX, x)
    extent.minY = Math.min(extent.minY, y)
    extent.maxX = Math.max(extent.maxX, x)
    extent.maxY = Math.max(extent.maxY, y)
  }
  return extent
}

export function middleOf(points: readonly Point[]): Point {
  const extent = extentOf(points)
  return [(extent.minX + extent.maxX) / 2, (extent.minY + extent.maxY) / 2]
}

/** The direction of the longer side of the smallest enclosing rectangle, and the rectangle's sides. */
export function longAxis(points: readonly Point[]): { angle: number; length: number; width: number } {
  let best = { angle: 0, length: 0, width: 0, area: Infinity }
  for (let k = 0; k < 30; k++) {
    const angle = (k * Math.PI) / 60
    const { minX, minY, maxX, maxY } = extentOf(rotated(points, -angle))
    const [along, across] = [maxX - minX, maxY - minY]
    if (along * across >= best.area) continue
    best =
      along >= across
        ? { angle, length: along, width: across, area: along * across }
        : { angle: angle + Math.PI / 2, length: across, width: along, area: along * across }
  }
  return best
}

export function distance(a: Point, b: Point): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
}

/** The point that lies so far from one point on the way to another. */
export function towards(from: Point, to: Point, meters: number): Point {
  const share = meters / (distance(from, to) || 1)
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
}
