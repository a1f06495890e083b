import type { Path } from './snap-to-tile.ts'

/** The square that is kept: x and y both run from `low` to `high`, tile units. */
export type ClipBox = Readonly<{ low: number; high: number }>

/** Where the straight line through two positions meets `bound`: read from the lower end, whichever way the edge is run. */
const crossing = (a: number, otherOfA: number, b: number, otherOfB: number, bound: number) =>
  a < b
    ? otherOfA + ((otherOfB - otherOfA) * (bound - a)) / (b - a)
    : otherOfB + ((otherOfA - otherOfB) * (bound - b)) / (a - b)

/**
 * Cuts a ring to a square (Sutherland–Hodgman, first by x, then by y). What lies outside is drawn along the square's sides.
 *
 *        ┌───────┐
 *      ╲ │       │          Both features along the edge compute the same two crossings, from the same
 *       ╲x   a   │          two ends in the same order, and round each once at the end:
 *        │╲      │          no gap and no overlap between a and b.
 *        │ ╲  b  │
 *        └──x────┘
 *            ╲
 *
 * @param ring positions in tile units, whole numbers; closed or not
 * @param scratch overwritten
 * @returns `ring` itself, overwritten: whole numbers inside the box, without positions when nothing is left; positions may repeat.
 *   A crossing lies within half a unit of its edge. Cost: O(positions). Deterministic.
 */
export function clipRing(ring: Path, { low, high }: ClipBox, scratch: Path): Path {
  clipToSlab(ring, 0, low, high, scratch)
  clipToSlab(scratch, 1, low, high, ring)
  const { xy } = ring
  for (let i = 0; i < 2 * ring.count; i++) xy[i] = Math.floor(xy[i]! + 0.5)
  return ring
}

/** One pass: keeps what lies between two parallels of the other axis (0: x is bounded, 1: y is). */
function clipToSlab(from: Path, axis: 0 | 1, low: number, high: number, to: Path): void {
  to.clear(2 * from.count)
  if (from.count === 0) return
  const source = from.xy
  const result = to.xy
  let length = 0
  let a = source[2 * from.count - 2 + axis]!
  let otherOfA = source[2 * from.count - 1 - axis]!
  for (let i = 0; i < 2 * from.count; i += 2) {
    const b = source[i + axis]!
    const otherOfB = source[i + 1 - axis]!
    // The bounds in the order in which the edge comes to them; it crosses one when its ends lie strictly on either side.
    for (let turn = 0; turn < 2; turn++) {
      const bound = a < b === (turn === 0) ? low : high
      if ((a < bound && b > bound) || (a > bound && b < bound)) {
        result[length + axis] = bound
        result[length + 1 - axis] = crossing(a, otherOfA, b, otherOfB, bound)
        length += 2
      }
    }
    if (b >= low && b <= high) {
      result[length + axis] = b
      result[length + 1 - axis] = otherOfB
      length += 2
    }
    a = b
    otherOfA = otherOfB
  }
  to.count = length / 2
}

/**
 * Cuts a line to a square: the pieces of it that lie inside, with the crossings that `clipRing` computes for the same edges.
 *
 * @param line positions in tile units, whole numbers
 * @param pieces overwritten with the positions of all pieces, whole numbers
 * @returns for each piece the number of positions up to its end. Cost: O(positions). Deterministic.
 */
export function clipLine(line: Path, { low, high }: ClipBox, pieces: Path): number[] {
  pieces.clear(2 * line.count)
  const { xy } = line
  const segment = new Float64Array(4)
  const ends: number[] = []
  let isOpen = false
  for (let i = 2; i < 2 * line.count; i += 2) {
    for (let k = 0; k < 4; k++) segment[k] = xy[i - 2 + k]!
    if (!clipSegment(segment, 0, low, high) || !clipSegment(segment, 1, low, high)) continue
    const startsHere = segment[0] === xy[i - 2] && segment[1] === xy[i - 1]
    if (!(isOpen && startsHere)) {
      if (pieces.count > 0) ends.push(pieces.count)
      addRounded(pieces, segment[0]!, segment[1]!)
    }
    addRounded(pieces, segment[2]!, segment[3]!)
    isOpen = segment[2] === xy[i] && segment[3] === xy[i + 1]
  }
  if (pieces.count > 0) ends.push(pieces.count)
  return ends
}

/** Cuts a segment (x, y, x, y) to a slab; false when nothing of it lies there. */
function clipSegment(segment: Float64Array, axis: 0 | 1, low: number, high: number): boolean {
  const [a, b] = [segment[axis]!, segment[2 + axis]!]
  const [otherOfA, otherOfB] = [segment[1 - axis]!, segment[3 - axis]!]
  if ((a < low && b < low) || (a > high && b > high)) return false
  for (let end = 0; end < 4; end += 2) {
    const value = end === 0 ? a : b
    if (value >= low && value <= high) continue
    const bound = value < low ? low : high
    segment[end + axis] = bound
    segment[end + 1 - axis] = crossing(a, otherOfA, b, otherOfB, bound)
  }
  return true
}

function addRounded(path: Path, x: number, y: number): void {
  path.xy[2 * path.count] = Math.floor(x + 0.5)
  path.xy[2 * path.count + 1] = Math.floor(y + 0.5)
  path.count++
}
