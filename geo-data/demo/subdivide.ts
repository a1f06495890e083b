/**
 * Divides a block by streets until its pieces are small enough. A street starts and ends at vertices that the block
 * already has, so it meets its neighbours exactly and nothing has to be noded later.
 */
import type { Point } from './frame.ts'
import type { EdgeClass } from './lattice.ts'
import { between, type Random } from './random.ts'
import { distanceToRing, isInside, longAxis, type Ring, ringArea, rotated } from './ring.ts'

export type Street = { class: EdgeClass; points: Point[] }

export type Subdivision = {
  maxAreaSquareMeters: number
  /** The class of the street at each depth; the last one repeats. */
  classes: readonly EdgeClass[]
  /** How far from the middle a street may lie (share of the length) and how much it bows (share of its own length). */
  jitter: number
  bow: number
}

/** The pieces; the streets between them are pushed to `streets`. */
export function subdivide(
  ring: Ring,
  how: Subdivision,
  random: Random,
  streets: Street[],
  depth = 0,
): Ring[] {
  if (ringArea(ring.points) <= how.maxAreaSquareMeters || depth > 9) return [ring]
  const streetClass = how.classes[Math.min(depth, how.classes.length - 1)]!
  for (let attempt = 0; attempt < 4; attempt++) {
    const path = pathAcross(ring, how, random, attempt)
    if (!path) continue
    streets.push({ class: streetClass, points: path.points })
    return splitRing(ring, path, streetClass).flatMap((half) =>
      subdivide(half, how, random, streets, depth + 1),
    )
  }
  return [ring]
}

export type Path = { from: number; to: number; points: Point[] }

/** A street across the longer axis, or undefined when the ring's shape does not allow it there. */
function pathAcross(ring: Ring, how: Subdivision, random: Random, attempt: number): Path | undefined {
  const { angle } = longAxis(ring.points)
  const local = rotated(ring.points, -(attempt < 3 ? angle : angle + Math.PI / 2))
  const xs = local.map(([x]) => x)
  const [low, high] = [Math.min(...xs), Math.max(...xs)]
  const cut = low + (high - low) * (0.5 + between(random, -how.jitter, how.jitter) * (attempt + 1) * 0.7)
  const crossings: number[] = []
  for (let k = 0; k < xs.length; k++) {
    const next = (k + 1) % xs.length
    if (xs[k]! < cut === xs[next]! < cut) continue
    crossings.push(Math.abs(xs[k]! - cut) <= Math.abs(xs[next]! - cut) ? k : next)
  }
  if (crossings.length !== 2 || crossings[0] === crossings[1]) return undefined
  const [from, to] = [Math.min(...crossings), Math.max(...crossings)]
  const points = bowedLine(ring.points[from]!, ring.points[to]!, between(random, -how.bow, how.bow))
  const clear = points.slice(1, -1).every((point) => isInside(ring.points, point))
  const middle = points[Math.floor(points.length / 2)]!
  return clear && distanceToRing(ring.points, middle) > 8 ? { from, to, points } : undefined
}

/** A line with vertices every 20 m or so, bent sideways by `bow` of its length. */
export function bowedLine(a: Point, b: Point, bow: number): Point[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const pieces = Math.max(2, 2 * Math.round(Math.hypot(dx, dy) / 40))
  return Array.from({ length: pieces + 1 }, (_, k): Point => {
    if (k === 0) return a
    if (k === pieces) return b
    const share = k / pieces
    const side = 4 * bow * share * (1 - share)
    return [a[0] + share * dx - side * dy, a[1] + share * dy + side * dx]
  })
}

export function splitRing(ring: Ring, path: Path, streetClass: EdgeClass): Ring[] {
  const count = ring.points.length
  const along = path.points.map(() => streetClass).slice(1)
  const inner = path.points.slice(1, -1)
  const first: Ring = {
    points: [...ring.points.slice(path.from, path.to + 1), ...[...inner].reverse()],
    edges: [...ring.edges.slice(path.from, path.to), ...along],
  }
  const second: Ring = {
    points: [...ring.points.slice(path.to, count), ...ring.points.slice(0, path.from + 1), ...inner],
    edges: [...ring.edges.slice(path.to, count), ...ring.edges.slice(0, path.from), ...along],
  }
  return [first, second]
}
