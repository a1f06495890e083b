import Flatbush from 'flatbush'
import { boundingBox } from '../geometry/bounding-box.ts'
import type { PlanePoint } from '../geometry/local-plane.ts'
import { pointInPolygon } from '../geometry/point-in-polygon.ts'

/** Three steps of the 1e-7° noding grid. */
export const HAIR_METERS = 0.03

type Crossing = { share: number; edge: [PlanePoint, PlanePoint] }

/**
 * Cuts lines to what lies inside a block, with a hair beyond: where a line leaves, it steps straight across the outline, so
 * that noding finds the crossing even where the line runs along it at a narrow angle.
 *
 * @param block rings on a plane, metres
 * @param hairMeters how far the step goes: a few steps of the noding grid
 * @returns the inner parts of each line. Cost: O(corners of lines × (log edges + edges of the block)).
 */
export function clipToBlock(
  lines: readonly PlanePoint[][],
  block: readonly PlanePoint[][],
  hairMeters: number,
): PlanePoint[][] {
  const edges = block.flatMap((ring) =>
    ring.slice(1).map((to, index): [PlanePoint, PlanePoint] => [ring[index]!, to]),
  )
  const tree = new Flatbush(edges.length)
  for (const edge of edges) tree.add(...boundingBox(edge))
  tree.finish()
  const clip = (line: PlanePoint[]): PlanePoint[][] => {
    const parts: PlanePoint[][] = []
    let part: PlanePoint[] = []
    const end = () => {
      if (part.length > 1) parts.push(part)
      part = []
    }
    for (let i = 1; i < line.length; i++) {
      const [from, to] = [line[i - 1]!, line[i]!]
      const crossings = crossingsOf(from, to, edges, tree)
      const stops = [{ share: 0 }, ...crossings, { share: 1 }] as (
        | Crossing
        | { share: number; edge?: undefined }
      )[]
      for (let s = 1; s < stops.length; s++) {
        const [start, stop] = [stops[s - 1]!, stops[s]!]
        if (!pointInPolygon(block, ...between(from, to, (start.share + stop.share) / 2))) {
          end()
          continue
        }
        if (part.length === 0) part.push(...entering(from, to, start, hairMeters))
        part.push(...entering(to, from, { ...stop, share: 1 - stop.share }, hairMeters).reverse())
        if (stop.edge) end()
      }
    }
    end()
    return parts
  }
  return lines.flatMap(clip)
}

/** The first points of a part: at a crossing a point just outside and the crossing itself, else where the segment starts. */
function entering(
  from: PlanePoint,
  to: PlanePoint,
  { share, edge }: { share: number; edge?: [PlanePoint, PlanePoint] | undefined },
  hair: number,
): PlanePoint[] {
  const at = between(from, to, share)
  if (!edge) return [at]
  const [nx, ny] = [edge[0][1] - edge[1][1], edge[1][0] - edge[0][0]]
  const outward = nx * (to[0] - from[0]) + ny * (to[1] - from[1]) > 0 ? -1 : 1
  const step = (outward * hair) / Math.hypot(nx, ny)
  return [[at[0] + nx * step, at[1] + ny * step], at]
}

function crossingsOf(
  from: PlanePoint,
  to: PlanePoint,
  edges: readonly [PlanePoint, PlanePoint][],
  tree: Flatbush,
): Crossing[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const found: Crossing[] = []
  for (const index of tree.search(...boundingBox([from, to]))) {
    const edge = edges[index]!
    const [ex, ey] = [edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]]
    const determinant = dx * ey - dy * ex
    if (determinant === 0) continue
    const [ox, oy] = [edge[0][0] - from[0], edge[0][1] - from[1]]
    const share = (ox * ey - oy * ex) / determinant
    const along = (ox * dy - oy * dx) / determinant
    if (share >= 0 && share <= 1 && along >= 0 && along <= 1) found.push({ share, edge })
  }
  return found.sort((p, q) => p.share - q.share)
}

const between = (from: PlanePoint, to: PlanePoint, share: number): PlanePoint => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
]
