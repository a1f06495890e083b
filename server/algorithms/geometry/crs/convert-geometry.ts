import type { Geometry, Position } from 'geojson'
import type { Crs } from './parse-crs.ts'
import { toWgs84 } from './to-wgs84.ts'

/** Why a geometry could not be converted; `position` is the offending one, as the file has it. */
export class OutOfRange extends Error {
  override name = 'OutOfRange'
  readonly position: Position

  constructor(message: string, position: Position) {
    super(message)
    this.position = position
  }
}

/** Degrees: the grid every coordinate is snapped to, so that equal corners are equal. */
const SNAP_PER_DEGREE = 1e7
/** A straight edge in one system is a bow in another, 34 m over 20 km: longer edges get points in between (0.1 m at 1 km, 0.02 m at 500 m). */
const LONGEST_EDGE = { shifted: 0.005, projected: 1000, geographic: Number.POSITIVE_INFINITY }
/** An edge is never cut in more pieces than this: a longer one is an error of the file, and is left to the checks that follow. */
const MOST_PIECES = 2000

const snapDegrees = (degrees: number) => Math.round(degrees * SNAP_PER_DEGREE) / SNAP_PER_DEGREE

/**
 * A converter of geometries to WGS 84 longitude, latitude, snapped to 1e-7°, third ordinates dropped.
 * @param crs the system of the file
 * @param axes `yx` when the file has northing or latitude first
 * @returns a pure function; it throws OutOfRange for a position that is not finite or not on Earth
 * Cost: linear in vertices; GCJ-02 and BD-09 need about four evaluations a vertex.
 */
export function geometryConverter(
  crs: Crs,
  axes: 'xy' | 'yx' = 'xy',
): <G extends Geometry>(geometry: G) => G {
  const convert = toWgs84(crs, axes)
  const longest = LONGEST_EDGE[crs.kind]

  const position = (source: Position): Position => {
    const [x, y] = source as [number, number]
    if (!(Number.isFinite(x) && Number.isFinite(y)))
      throw new OutOfRange(`The coordinates (${x}, ${y}) are not finite numbers.`, source)
    const [lng, lat] = convert(x, y)
    // Not "<": NaN must fail too.
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      throw new OutOfRange(outOfRangeMessage(crs, x, y, lng, lat), source)
    return [snapDegrees(lng), snapDegrees(lat)]
  }
  const path = (positions: Position[]) => densify(positions, longest).map(position)

  const convertGeometry = (geometry: Geometry): Geometry => {
    switch (geometry.type) {
      case 'Point':
        return { type: 'Point', coordinates: position(geometry.coordinates) }
      case 'MultiPoint':
        return { type: 'MultiPoint', coordinates: geometry.coordinates.map(position) }
      case 'LineString':
        return { type: 'LineString', coordinates: path(geometry.coordinates) }
      case 'MultiLineString':
      case 'Polygon':
        return { type: geometry.type, coordinates: geometry.coordinates.map(path) }
      case 'MultiPolygon':
        return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(path)) }
      case 'GeometryCollection':
        return { type: 'GeometryCollection', geometries: geometry.geometries.map(convertGeometry) }
    }
  }
  return <G extends Geometry>(geometry: G) => convertGeometry(geometry) as G
}

function outOfRangeMessage(crs: Crs, x: number, y: number, lng: number, lat: number): string {
  if (crs.kind === 'geographic' || crs.kind === 'shifted')
    return Math.abs(x) <= 90 && Math.abs(y) <= 180
      ? `(${x}, ${y}) is not a longitude and latitude, but would be as latitude, longitude: the axes look swapped.`
      : `(${x}, ${y}) is not a longitude within ±180 and latitude within ±90: is it in metres? Declare its coordinate system.`
  const swapped = crs.falseEastingMeters !== undefined && Math.abs(y - crs.falseEastingMeters) < 500_000
  return swapped
    ? `(${x}, ${y}) does not lie in ${crs.name}, but would with x and y exchanged: the axes look swapped (northing first).`
    : `(${x}, ${y}) does not lie in ${crs.name} (it would be at ${lng}, ${lat}).`
}

/**
 * Points at equal fractions of every edge longer than `longest`, computed from the lesser end, so that the two polygons that share an edge get
 * the very same points whichever way they walk it.
 */
function densify(positions: Position[], longest: number): Position[] {
  if (longest === Number.POSITIVE_INFINITY) return positions
  const dense: Position[] = []
  positions.forEach((to, index) => {
    const from = positions[index - 1]
    if (from) dense.push(...between(from as [number, number], to as [number, number], longest))
    dense.push(to)
  })
  return dense
}

/** In how many pieces an edge is cut. */
function piecesOf(from: Position, to: Position, longest: number): number {
  const pieces = Math.ceil(Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!) / longest)
  return pieces > 1 && pieces <= MOST_PIECES ? pieces : 1
}

/**
 * How many positions a geometry has once it is converted: a few long edges in metres become many short ones.
 * @param geometry in the system `crs`. Cost: linear in its own positions.
 */
export function countConverted(crs: Crs, geometry: Geometry): number {
  const longest = LONGEST_EDGE[crs.kind]
  const ofPath = (path: Position[]) =>
    path.reduce((sum, to, at) => sum + (at === 0 ? 1 : piecesOf(path[at - 1]!, to, longest)), 0)
  const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
  switch (geometry.type) {
    case 'Point':
      return 1
    case 'MultiPoint':
      return geometry.coordinates.length
    case 'LineString':
      return ofPath(geometry.coordinates)
    case 'MultiLineString':
    case 'Polygon':
      return total(geometry.coordinates.map(ofPath))
    case 'MultiPolygon':
      return total(geometry.coordinates.flat().map(ofPath))
    case 'GeometryCollection':
      return total(geometry.geometries.map((part) => countConverted(crs, part)))
  }
}

function between(from: [number, number], to: [number, number], longest: number): Position[] {
  const pieces = piecesOf(from, to, longest)
  if (pieces === 1) return []
  const forward = from[0] < to[0] || (from[0] === to[0] && from[1] < to[1])
  const [a, b] = forward ? [from, to] : [to, from]
  const points = Array.from({ length: pieces - 1 }, (_, step): Position => {
    const t = (step + 1) / pieces
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  })
  return forward ? points : points.reverse()
}
