import { Delaunay } from 'd3-delaunay'
import type { PlanePoint } from '../geometry/local-plane.ts'

/** A line with the room it has on both sides at each corner. */
export type Divider = { points: PlanePoint[]; clearances: number[] }

/** What the Delaunay triangulation holds beside its documented fields: three points and three half-edges a triangle. */
type Triangulation = { points: Float64Array; triangles: Uint32Array; halfedges: Int32Array }
type Corner = { at: PlanePoint; clearance: number; edges: Edge[] }
type Edge = { ends: [Corner, Corner]; isUsed: boolean }

/** Points of a wide circle around all others: where lines run out, they end between these and the rest. */
const FRAME_POINTS = 24
const FRAME = -1

/**
 * The lines that keep clusters of points apart, everywhere as far from one as from the other: the edges of the Voronoi diagram
 * between points of different pieces, joined to lines that end where three pieces meet or run out of the picture.
 *
 *      ▪ ▪ │ ▫ ▫
 *      ▪ ▪ ├────          ▪ ▫ ◦ sample points of three pieces
 *      ▪ ▪ │ ◦ ◦
 *
 * @param points x, y of each point, flat; length 2n; of points in one place the triangulation keeps one
 * @param pieceOf piece of each point, ≥ 0; length n
 * @param reachMeters how far lines run that leave the points behind: at least so far from the middle
 * @returns lines in the order of the triangulation. Cost: O(n log n). Deterministic.
 */
export function voronoiDividers(
  points: Float64Array,
  pieceOf: readonly number[],
  reachMeters: number,
): Divider[] {
  const framed = withFrame(points, reachMeters)
  const pieceAt = (point: number) => pieceOf[point] ?? FRAME
  const { triangles, halfedges } = new Delaunay(framed) as unknown as Triangulation
  const corners = new Map<number, Corner>()
  const cornerOf = (edge: number): Corner => {
    const triangle = Math.floor(edge / 3)
    const corner = corners.get(triangle) ?? circumcenter(framed, triangles, triangle)
    corners.set(triangle, corner)
    return corner
  }
  const edges: Edge[] = []
  for (let edge = 0; edge < triangles.length; edge++) {
    const opposite = halfedges[edge]!
    const [p, q] = [pieceAt(triangles[edge]!), pieceAt(triangles[next(edge)]!)]
    if (opposite > edge || p === q || p === FRAME || q === FRAME) continue
    const found: Edge = { ends: [cornerOf(edge), cornerOf(opposite)], isUsed: false }
    edges.push(found)
    for (const end of found.ends) end.edges.push(found)
  }
  return chains(edges)
}

/** With the frame every edge between two points has a triangle on both sides, and no corner lies far away. */
function withFrame(points: Float64Array, reachMeters: number): Float64Array {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < points.length; i += 2) {
    west = Math.min(west, points[i]!)
    east = Math.max(east, points[i]!)
    south = Math.min(south, points[i + 1]!)
    north = Math.max(north, points[i + 1]!)
  }
  const radius = Math.hypot(east - west, north - south) / 2 + 2 * reachMeters
  const framed = new Float64Array(points.length + 2 * FRAME_POINTS)
  framed.set(points)
  for (let i = 0; i < FRAME_POINTS; i++) {
    const angle = (2 * Math.PI * i) / FRAME_POINTS
    framed[points.length + 2 * i] = (west + east) / 2 + radius * Math.cos(angle)
    framed[points.length + 2 * i + 1] = (south + north) / 2 + radius * Math.sin(angle)
  }
  return framed
}

const next = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1)

const pointAt = (points: Float64Array, index: number): PlanePoint => [
  points[2 * index]!,
  points[2 * index + 1]!,
]

function circumcenter(points: Float64Array, triangles: Uint32Array, triangle: number): Corner {
  const [ax, ay] = pointAt(points, triangles[3 * triangle]!)
  const [bx, by] = pointAt(points, triangles[3 * triangle + 1]!)
  const [cx, cy] = pointAt(points, triangles[3 * triangle + 2]!)
  const [dx, dy, ex, ey] = [bx - ax, by - ay, cx - ax, cy - ay]
  const divisor = 2 * (dx * ey - dy * ex)
  const [d, e] = [dx * dx + dy * dy, ex * ex + ey * ey]
  const [x, y] = [(ey * d - dy * e) / divisor, (dx * e - ex * d) / divisor]
  return { at: [ax + x, ay + y], clearance: Math.hypot(x, y), edges: [] }
}

/** Joins edges to lines; first those that start at an end or a junction, then the rings that are left. */
function chains(edges: readonly Edge[]): Divider[] {
  const lines: Divider[] = []
  for (const startsAnywhere of [false, true])
    for (const edge of edges)
      for (const start of edge.ends)
        if (!edge.isUsed && (startsAnywhere || start.edges.length !== 2)) lines.push(follow(start, edge))
  return lines
}

function follow(start: Corner, first: Edge): Divider {
  const line: Divider = { points: [start.at], clearances: [start.clearance] }
  let corner = start
  let edge: Edge | undefined = first
  while (edge && !edge.isUsed) {
    edge.isUsed = true
    corner = edge.ends[0] === corner ? edge.ends[1] : edge.ends[0]
    line.points.push(corner.at)
    line.clearances.push(corner.clearance)
    edge = corner.edges.length === 2 ? corner.edges.find(({ isUsed }) => !isUsed) : undefined
  }
  return line
}
