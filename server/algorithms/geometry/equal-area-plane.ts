import type { Position } from 'geojson'

/** Mean earth radius (IUGG), metres. */
const EARTH_RADIUS_METERS = 6371008.8

const toRadians = (degrees: number) => (degrees * Math.PI) / 180

/** A position as x, y in metres on a plane. */
export type PlanePoint = [x: number, y: number]

/**
 * A Lambert azimuthal equal-area plane around a point: areas are true everywhere, lengths near the centre (1e-4 at
 * 100 km). For measuring what one file or one county holds.
 *
 * @param center lng, lat in degrees
 * @returns      lng, lat → metres east and north of the centre
 *
 * O(1) for each point. Source: Snyder, Map Projections: A Working Manual (USGS 1395), 24-2 to 24-4, on the sphere.
 */
export function equalAreaPlane(center: Position): (position: Position) => PlanePoint {
  const lng0 = toRadians(center[0]!)
  const lat0 = toRadians(center[1]!)
  const sin0 = Math.sin(lat0)
  const cos0 = Math.cos(lat0)
  return ([lng, lat]) => {
    const deltaLng = toRadians(lng!) - lng0
    const phi = toRadians(lat!)
    const east = Math.cos(phi) * Math.sin(deltaLng)
    const north = cos0 * Math.sin(phi) - sin0 * Math.cos(phi) * Math.cos(deltaLng)
    const k = Math.sqrt(2 / (1 + sin0 * Math.sin(phi) + cos0 * Math.cos(phi) * Math.cos(deltaLng)))
    return [EARTH_RADIUS_METERS * k * east, EARTH_RADIUS_METERS * k * north]
  }
}

/** Area inside a closed ring of plane points, ≥ 0. O(points). */
export function ringAreaSquareMeters(ring: readonly PlanePoint[]): number {
  let doubled = 0
  for (let index = 0; index + 1 < ring.length; index++) {
    const [x0, y0] = ring[index]!
    const [x1, y1] = ring[index + 1]!
    doubled += x0 * y1 - x1 * y0
  }
  return Math.abs(doubled) / 2
}

/** Length of a chain of plane points. O(points). */
export function chainLengthMeters(chain: readonly PlanePoint[]): number {
  let length = 0
  for (let index = 0; index + 1 < chain.length; index++)
    length += Math.hypot(chain[index + 1]![0] - chain[index]![0], chain[index + 1]![1] - chain[index]![1])
  return length
}
