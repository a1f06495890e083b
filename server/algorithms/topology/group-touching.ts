import Flatbush from 'flatbush'
import { boundingBox } from '../geometry/bounding-box.ts'
import type { PlanePoint } from '../geometry/local-plane.ts'
import { pointInPolygon } from '../geometry/point-in-polygon.ts'

/**
 * Groups outlines that touch, overlap or lie in each other: houses in a row, a tower on its podium.
 *
 * @param outlines closed rings on a plane, metres
 * @param toleranceMeters how near counts as touching
 * @returns for each outline its group: the index of the group's first outline. Cost: O(n log n + corners² of near pairs).
 */
export function groupTouching(outlines: readonly PlanePoint[][], toleranceMeters: number): number[] {
  const groupOf = outlines.map((_, index) => index)
  const root = (index: number): number => {
    let at = index
    while (groupOf[at] !== at) at = groupOf[at]!
    groupOf[index] = at
    return at
  }
  if (outlines.length === 0) return []
  const tree = new Flatbush(outlines.length)
  const boxes = outlines.map(boundingBox)
  for (const box of boxes) tree.add(...box)
  tree.finish()
  boxes.forEach(([west, south, east, north], a) => {
    const t = toleranceMeters
    for (const b of tree.search(west - t, south - t, east + t, north + t)) {
      const [first, second] = [Math.min(root(a), root(b)), Math.max(root(a), root(b))]
      if (b > a && first !== second && touch(outlines[a]!, outlines[b]!, t)) groupOf[second] = first
    }
  })
  return outlines.map((_, index) => root(index))
}

function touch(a: PlanePoint[], b: PlanePoint[], tolerance: number): boolean {
  if (pointInPolygon([a], ...b[0]!) || pointInPolygon([b], ...a[0]!)) return true
  for (let i = 1; i < a.length; i++)
    for (let j = 1; j < b.length; j++)
      if (segmentsMeet([a[i - 1]!, a[i]!], [b[j - 1]!, b[j]!], tolerance)) return true
  return false
}

type Segment = [from: PlanePoint, to: PlanePoint]

function segmentsMeet(p: Segment, q: Segment, tolerance: number): boolean {
  return (
    distanceToSegment(p[0], q) <= tolerance ||
    distanceToSegment(p[1], q) <= tolerance ||
    distanceToSegment(q[0], p) <= tolerance ||
    distanceToSegment(q[1], p) <= tolerance ||
    (side(p, q[0]) !== side(p, q[1]) && side(q, p[0]) !== side(q, p[1]))
  )
}

const side = ([[ax, ay], [bx, by]]: Segment, [x, y]: PlanePoint) =>
  (bx - ax) * (y - ay) > (by - ay) * (x - ax)

function distanceToSegment([x, y]: PlanePoint, [[ax, ay], [bx, by]]: Segment): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
  return Math.hypot(ax + share * dx - x, ay + share * dy - y)
}
