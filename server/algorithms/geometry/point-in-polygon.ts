import type { Position } from 'geojson'

/**
 * Whether a point lies in a polygon (first ring the outline, others holes, by parity).
 *
 * Each edge is read from its lower to its upper end, whichever way its ring runs: two polygons that share an edge compute the
 * same crossing, so a point near it lies in exactly one of them, and a point on it too. Cost: O(vertices).
 */
export function pointInPolygon(rings: readonly (readonly Position[])[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1]!
      const b = ring[i]!
      if (a[1]! > y === b[1]! > y) continue
      const [low, high] = a[1]! < b[1]! ? [a, b] : [b, a]
      const share = (y - low[1]!) / (high[1]! - low[1]!)
      if (x < low[0]! + share * (high[0]! - low[0]!)) inside = !inside
    }
  return inside
}
