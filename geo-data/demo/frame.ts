/**
 * The demo's flat frame: metres east and north of an origin in the open East China Sea, where no one lives.
 * The generator thinks in metres; what it hands out is longitude, latitude on the 1e-7° grid. Equal points stay equal.
 */
import type { LineString, Point as PointGeometry, Polygon, Position } from 'geojson'

/** Metres east, metres north. */
export type Point = readonly [x: number, y: number]

const ORIGIN_LNG = 123.4
const ORIGIN_LAT = 30.1
const METERS_PER_DEGREE_LAT = 110_862
const METERS_PER_DEGREE_LNG = 96_390

function toLngLat(point: Point): Position {
  return [
    snapDegrees(ORIGIN_LNG + point[0] / METERS_PER_DEGREE_LNG),
    snapDegrees(ORIGIN_LAT + point[1] / METERS_PER_DEGREE_LAT),
  ]
}

export function pointGeometry(point: Point): PointGeometry {
  return { type: 'Point', coordinates: toLngLat(point) }
}

export function lineGeometry(points: readonly Point[]): LineString {
  return { type: 'LineString', coordinates: points.map(toLngLat) }
}

/** Rings are given open (without the repeated first point), the outer one first. */
export function polygonGeometry(...rings: (readonly Point[])[]): Polygon {
  return { type: 'Polygon', coordinates: rings.map(closedRing) }
}

export function closedRing(ring: readonly Point[]): Position[] {
  const positions = ring.map(toLngLat)
  positions.push(positions[0]!)
  return positions
}

function snapDegrees(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
