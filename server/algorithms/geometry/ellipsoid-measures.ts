/** Lengths and areas of small things on the WGS 84 ellipsoid, equal to the last digit on every machine. */
import type { Position } from 'geojson'

const SEMI_MAJOR_METERS = 6_378_137
const ECCENTRICITY_SQUARED = 0.006_694_379_990_141_316
const RADIANS = Math.PI / 180

/** Length of one degree east and of one degree north at a latitude (degrees). */
export function metersPerDegree(lat: number): { lng: number; lat: number } {
  const sine = Math.sin(lat * RADIANS)
  const w = 1 - ECCENTRICITY_SQUARED * sine * sine
  const normal = SEMI_MAJOR_METERS / Math.sqrt(w)
  return {
    lng: normal * Math.cos(lat * RADIANS) * RADIANS,
    lat: ((normal * (1 - ECCENTRICITY_SQUARED)) / w) * RADIANS,
  }
}

/**
 * Distance between two positions by the radii of curvature at their middle latitude.
 * Off the geodesic by less than 1e-7 of it up to 10 km; not across the antimeridian.
 */
export function segmentMeters(a: Position, b: Position): number {
  const scale = metersPerDegree((a[1]! + b[1]!) / 2)
  return Math.hypot((b[0]! - a[0]!) * scale.lng, (b[1]! - a[1]!) * scale.lat)
}

/**
 * Area of a polygon in square metres: rings in longitude, latitude, the first one the outline, the others holes.
 * Measured in the plane of its middle latitude: exact enough (1e-6) up to 10 km across.
 */
export function polygonSquareMeters(rings: readonly Position[][]): number {
  const [outline, ...holes] = rings
  if (!outline) return 0
  let [south, north] = [Infinity, -Infinity]
  for (const [, lat] of outline as [number, number][]) {
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const scale = metersPerDegree((south + north) / 2)
  const squareDegrees = holes.reduce(
    (area, hole) => area - Math.abs(ringSquareDegrees(hole)),
    Math.abs(ringSquareDegrees(outline)),
  )
  return squareDegrees * scale.lng * scale.lat
}

/** Signed area of a closed ring, positive when anticlockwise; taken relative to its first corner to keep the digits. */
export function ringSquareDegrees(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] as [number, number]
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as [number, number]
    const [bx, by] = ring[i] as [number, number]
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return twice / 2
}
