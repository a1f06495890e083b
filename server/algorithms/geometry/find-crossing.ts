import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { pointInPolygon } from './point-in-polygon.ts'

/** Pairs of edges whose boxes meet, each seen from both; a tenth of a second. */
export const MOST_PAIRS = 2_000_000

type Ring = readonly Position[]
/** Edges from a to b in flat arrays; each knows its ring, its place there, and how many the ring has. */
type Edges = Readonly<{
  ax: Float64Array
  ay: Float64Array
  bx: Float64Array
  by: Float64Array
  ring: Uint32Array
  place: Uint32Array
  ringSize: Uint32Array
}>

/**
 * Where the boundary of polygons goes wrong: two edges cross, lie on one another, or meet at a corner of one ring twice; or a hole lies outside.
 *
 *      ✗ crossing      ✗ overlap      ✗ corner twice     ✓ rings that touch
 *        ╲ ╱             ──━━──           ◇◇                ◇│
 *        ╱ ╲
 * @param polygons rings each, the first the outline; rings closed, at least three different corners
 * @returns a position near the fault, or undefined. What is finer than rounding (an edge that only touches another between its corners), and a
 * part inside another part, is not found.
 * Cost: O(n log n) for n edges of usual shapes. Long edges side by side would make it O(n²): after MOST_PAIRS pairs it is given up as
 * `too-close` (a usual outline of 10,000 edges has some 30,000).
 */
export function findCrossing(polygons: readonly (readonly Ring[])[]): Position | 'too-close' | undefined {
  const edges = edgesOf(polygons.flat())
  const { ax, ay, bx, by } = edges
  const index = new Flatbush(ax.length)
  for (let i = 0; i < ax.length; i++)
    index.add(
      Math.min(ax[i]!, bx[i]!),
      Math.min(ay[i]!, by[i]!),
      Math.max(ax[i]!, bx[i]!),
      Math.max(ay[i]!, by[i]!),
    )
  index.finish()
  let pairs = 0
  for (let i = 0; i < ax.length; i++) {
    let isFault = false
    const meets = (j: number) => {
      pairs += 1
      isFault ||= j > i && meetsWrongly(edges, i, j)
      return false
    }
    const [west, south] = [Math.min(ax[i]!, bx[i]!), Math.min(ay[i]!, by[i]!)]
    index.search(west, south, Math.max(ax[i]!, bx[i]!), Math.max(ay[i]!, by[i]!), meets)
    if (isFault) return [bx[i]!, by[i]!]
    if (pairs > MOST_PAIRS) return 'too-close'
  }
  return polygons.map(holeOutside).find(Boolean)
}

/** The edges of all rings; a corner given twice in a row makes none. */
function edgesOf(rings: readonly Ring[]): Edges {
  const all = rings.flatMap((ring, number) => {
    const corners = ring.filter(([x, y], at) => at === 0 || x !== ring[at - 1]![0] || y !== ring[at - 1]![1])
    return corners
      .slice(1)
      .map((b, place) => ({ a: corners[place]!, b, number, place, size: corners.length - 1 }))
  })
  return {
    ax: Float64Array.from(all, ({ a }) => a[0]!),
    ay: Float64Array.from(all, ({ a }) => a[1]!),
    bx: Float64Array.from(all, ({ b }) => b[0]!),
    by: Float64Array.from(all, ({ b }) => b[1]!),
    ring: Uint32Array.from(all, ({ number }) => number),
    place: Uint32Array.from(all, ({ place }) => place),
    ringSize: Uint32Array.from(all, ({ size }) => size),
  }
}

function meetsWrongly(edges: Edges, i: number, j: number): boolean {
  const { ax, ay, bx, by, ring } = edges
  const d1 = side(edges, i, ax[j]!, ay[j]!)
  const d2 = side(edges, i, bx[j]!, by[j]!)
  if (d1 === 0 && d2 === 0) return overlaps(edges, i, j)
  // Both ends of the one on the same side of the other.
  if ((d1 > 0 && d2 > 0) || (d1 < 0 && d2 < 0)) return false
  const d3 = side(edges, j, ax[i]!, ay[i]!)
  const d4 = side(edges, j, bx[i]!, by[i]!)
  if (((d1 < 0 && d2 > 0) || (d1 > 0 && d2 < 0)) && ((d3 < 0 && d4 > 0) || (d3 > 0 && d4 < 0))) return true
  return ring[i] === ring[j] && !areNeighbours(edges, i, j) && sharesCorner(edges, i, j)
}

/** Positive to the left of an edge's line, negative to its right; exactly 0 at its own ends. */
const side = ({ ax, ay, bx, by }: Edges, i: number, x: number, y: number) =>
  (bx[i]! - ax[i]!) * (y - ay[i]!) - (by[i]! - ay[i]!) * (x - ax[i]!)

/** Whether two edges of one line have more than a point in common. */
function overlaps({ ax, ay, bx, by }: Edges, i: number, j: number): boolean {
  const [a, b] = Math.abs(bx[i]! - ax[i]!) > Math.abs(by[i]! - ay[i]!) ? [ax, bx] : [ay, by]
  const start = Math.max(Math.min(a[i]!, b[i]!), Math.min(a[j]!, b[j]!))
  return start < Math.min(Math.max(a[i]!, b[i]!), Math.max(a[j]!, b[j]!))
}

function areNeighbours({ place, ringSize }: Edges, i: number, j: number): boolean {
  const steps = Math.abs(place[i]! - place[j]!)
  return steps === 1 || steps === ringSize[i]! - 1
}

function sharesCorner({ ax, ay, bx, by }: Edges, i: number, j: number): boolean {
  const isCorner = (x: number, y: number) => (x === ax[j] && y === ay[j]) || (x === bx[j] && y === by[j])
  return isCorner(ax[i]!, ay[i]!) || isCorner(bx[i]!, by[i]!)
}

/** A corner of a hole of which most corners lie outside the outline: where nothing crosses, all but those on it do. */
function holeOutside([outline, ...holes]: readonly Ring[]): Position | undefined {
  for (const hole of holes) {
    const outside = hole.filter(([x, y]) => !pointInPolygon([outline!], x!, y!))
    if (outside.length * 2 > hole.length) return outside[0]
  }
  return undefined
}
