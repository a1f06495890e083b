import type { MultiPolygon, Polygon, Position } from 'geojson'

type Box = [west: number, south: number, east: number, north: number]
type Nested = { ring: Position[]; area: number; box: Box; parent: number; depth: number }

/**
 * Makes polygons of rings that do not cross: a ring inside an even number of others is an outline, inside an odd number a hole.
 *
 *      ┌─────────────┐
 *      │ ┌─────────┐ │        outline ⊃ hole ⊃ island in the hole
 *      │ │  ┌───┐  │ │        → two polygons, the first with a hole
 *      │ │  └───┘  │ │
 *      │ └─────────┘ │
 *      └─────────────┘
 *
 * @param rings closed (first position repeated), any orientation; longitude, latitude or any plane coordinates
 * @returns outlines anticlockwise, holes clockwise (RFC 7946), in the order of falling area; undefined when no ring has an area
 * Rings with fewer than four positions or no area are left out. Cost: O(rings² + vertices of rings whose boxes nest).
 */
export function nestRings(rings: readonly Position[][]): Polygon | MultiPolygon | undefined {
  const nested = rings
    .filter((ring) => ring.length >= 4)
    .map((ring): Nested => ({ ring, area: signedArea(ring), box: boxOf(ring), parent: -1, depth: 0 }))
    .filter((ring) => ring.area !== 0)
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area))

  // The parent is the smallest ring around; larger rings come first, so parents are settled before their children.
  nested.forEach((inner, index) => {
    for (let outer = index - 1; outer >= 0; outer--) {
      if (!contains(nested[outer]!, inner)) continue
      inner.parent = outer
      inner.depth = nested[outer]!.depth + 1
      return
    }
  })

  const polygons = new Map<number, Position[][]>()
  nested.forEach(({ ring, area, parent, depth }, index) => {
    if (depth % 2 === 0) polygons.set(index, [oriented(ring, area, true)])
    else polygons.get(parent)!.push(oriented(ring, area, false))
  })
  const coordinates = [...polygons.values()]
  if (coordinates.length === 0) return undefined
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates }
}

function oriented(ring: Position[], area: number, anticlockwise: boolean): Position[] {
  return area > 0 === anticlockwise ? ring : ring.toReversed()
}

/** Twice the area, positive when anticlockwise; taken relative to the first corner, so that no digits are lost far from the origin. */
function signedArea(ring: Position[]): number {
  const [x0, y0] = ring[0] as [number, number]
  let area = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    area += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return area
}

function boxOf(ring: Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring as [number, number][]) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function contains(outer: Nested, inner: Nested): boolean {
  const [a, b] = [outer.box, inner.box]
  if (a[0] > b[0] || a[1] > b[1] || a[2] < b[2] || a[3] < b[3]) return false
  // A corner or, where all corners are shared, the middle of an edge that does not lie on the outer ring decides.
  for (const [x, y] of inner.ring as [number, number][]) {
    const side = sideOf(outer.ring, x, y)
    if (side !== 'on') return side === 'in'
  }
  for (let i = 1; i < inner.ring.length; i++) {
    const [ax, ay] = inner.ring[i - 1] as [number, number]
    const [bx, by] = inner.ring[i] as [number, number]
    const side = sideOf(outer.ring, (ax + bx) / 2, (ay + by) / 2)
    if (side !== 'on') return side === 'in'
  }
  return false
}

function sideOf(ring: Position[], x: number, y: number): 'in' | 'on' | 'out' {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    if (isOnEdge(ax, ay, bx, by, x, y)) return 'on'
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside ? 'in' : 'out'
}

function isOnEdge(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx) || y < Math.min(ay, by) || y > Math.max(ay, by))
    return false
  return (bx - ax) * (y - ay) === (by - ay) * (x - ax)
}
