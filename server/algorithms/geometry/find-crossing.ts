import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { pointInPolygon } from './point-in-polygon.ts'

type Ring = readonly Position[]
/** A segment from a to b: its ring, and its place in it. */
type Segment = Readonly<{ a: Position; b: Position; ring: number; place: number; ringSize: number }>

/**
 * Where the boundary of polygons goes wrong: two edges cross, lie on one another, or meet at a corner of one ring twice; or a hole lies outside.
 *
 *      ✗ crossing      ✗ overlap      ✗ corner twice     ✓ rings that touch
 *        ╲ ╱             ──━━──           ◇◇                ◇│
 *        ╱ ╲
 * @param polygons rings each, the first the outline; rings closed, at least three different corners
 * @returns a position near the fault, or undefined. What is finer than rounding (an edge that only touches another between its corners), and a
 * part inside another part, is not found.
 * Cost: O(n log n) for n edges of usual shapes, O(n²) at worst.
 */
export function findCrossing(polygons: readonly (readonly Ring[])[]): Position | undefined {
  const segments = polygons.flat().flatMap(segmentsOf)
  const index = new Flatbush(segments.length)
  for (const { a, b } of segments)
    index.add(Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!))
  index.finish()
  let fault: Position | undefined
  for (const [i, one] of segments.entries()) {
    const { a, b } = one
    const isFault = (j: number) => {
      if (j > i && meetsWrongly(one, segments[j]!)) fault = b
      return false
    }
    const [west, east] = a[0]! < b[0]! ? [a[0]!, b[0]!] : [b[0]!, a[0]!]
    const [south, north] = a[1]! < b[1]! ? [a[1]!, b[1]!] : [b[1]!, a[1]!]
    index.search(west, south, east, north, isFault)
    if (fault) return fault
  }
  return polygons.map(holeOutside).find(Boolean)
}

function segmentsOf(positions: Ring, ring: number): Segment[] {
  const corners = positions.filter(
    ([x, y], at) => at === 0 || x !== positions[at - 1]![0] || y !== positions[at - 1]![1],
  )
  const ringSize = corners.length - 1
  return corners.slice(1).map((b, place) => ({ a: corners[place]!, b, ring, place, ringSize }))
}

function meetsWrongly(one: Segment, other: Segment): boolean {
  const [d1, d2] = [side(one, other.a), side(one, other.b)]
  const [d3, d4] = [side(other, one.a), side(other, one.b)]
  if (d1 === 0 && d2 === 0) return overlaps(one, other)
  if (d1 * d2 < 0 && d3 * d4 < 0) return true
  return one.ring === other.ring && !areNeighbours(one, other) && sharesCorner(one, other)
}

/** Which side of a segment's line a point lies on; exactly 0 at its own ends. */
const side = ({ a, b }: Segment, p: Position) =>
  Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!))

/** Whether two segments of one line have more than a point in common. */
function overlaps(one: Segment, other: Segment): boolean {
  const axis = Math.abs(one.b[0]! - one.a[0]!) > Math.abs(one.b[1]! - one.a[1]!) ? 0 : 1
  const [from, to] = [one.a[axis]!, one.b[axis]!].sort((p, q) => p - q) as [number, number]
  const [start, end] = [other.a[axis]!, other.b[axis]!].sort((p, q) => p - q) as [number, number]
  return Math.max(from, start) < Math.min(to, end)
}

const areNeighbours = (one: Segment, other: Segment) => {
  const steps = Math.abs(one.place - other.place)
  return steps === 1 || steps === one.ringSize - 1
}

const sharesCorner = (one: Segment, other: Segment) =>
  [one.a, one.b].some(([x, y]) => [other.a, other.b].some((corner) => corner[0] === x && corner[1] === y))

/** A corner of a hole of which most corners lie outside the outline: where nothing crosses, all but those on it do. */
function holeOutside([outline, ...holes]: readonly Ring[]): Position | undefined {
  for (const hole of holes) {
    const outside = hole.filter(([x, y]) => !pointInPolygon([outline!], x!, y!))
    if (outside.length * 2 > hole.length) return outside[0]
  }
  return undefined
}
