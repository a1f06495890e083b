import type { Polygon, Position } from 'geojson'
import { fromWgs84 } from '../../algorithms/geometry/crs/from-wgs84.ts'
import { toWgs84 } from '../../algorithms/geometry/crs/to-wgs84.ts'
import { invalidRequest } from '../../platform/errors.ts'
import type { Region } from './queries.ts'
import { CRS84, type ServedCrs } from './served-crs.ts'

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/
/** A straight edge in one system is a bow in another. */
const PIECES_PER_EDGE = 32
/** Farther from its middle a zone's projection is of no use; metres. */
const MOST_FROM_MIDDLE = 4_000_000
/** A position that comes back elsewhere, by more metres than this, lies where the projection folds. */
const COMES_BACK_METERS = 1

/**
 * Reads `bbox`: lower corner, upper corner in the order of `crs`, or with heights as the third and sixth number, which are not used.
 * @returns one region, or two when a box of degrees crosses the antimeridian (west > east)
 * @throws DomainError `invalid-request` saying what is wrong
 */
export function parseBbox(text: string, crs: ServedCrs = CRS84): Region[] {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length !== 4 && parts.length !== 6)
    throw refuse(`The bbox has ${parts.length} numbers; 4 or 6 are needed: west,south,east,north.`)
  const wrong = parts.find((part) => !NUMBER.test(part) || !Number.isFinite(Number(part)))
  if (wrong !== undefined) throw refuse(`"${wrong}" in the bbox is not a finite number.`)
  const numbers = parts.map(Number)
  const lower = numbers.slice(0, 2)
  const upper = parts.length === 4 ? numbers.slice(2) : numbers.slice(3, 5)
  if (crs.isNorthFirst) for (const corner of [lower, upper]) corner.reverse()
  const box = [...lower, ...upper] as Box
  return crs.crs.kind === 'projected' ? [projectedRegion(box, crs)] : degreeRegions(box, crs)
}

type Box = [west: number, south: number, east: number, north: number]

function degreeRegions(box: Box, crs: ServedCrs): Region[] {
  const [west, south, east, north] = box
  if (Math.abs(west) > 180 || Math.abs(east) > 180)
    throw refuse(`The longitudes ${west} and ${east} of the bbox must lie within ±180.`)
  if (Math.abs(south) > 90 || Math.abs(north) > 90)
    throw refuse(`The latitudes ${south} and ${north} of the bbox must lie within ±90.`)
  if (south > north) throw refuse(`The bbox has its south ${south} above its north ${north}.`)
  const boxes: Box[] =
    west <= east
      ? [box]
      : [
          [west, south, 180, north],
          [-180, south, east, north],
        ]
  return crs.crs.kind === 'shifted' ? boxes.map((part) => outline(part, crs)) : boxes
}

function projectedRegion(box: Box, served: ServedCrs): Region {
  const [west, south, east, north] = box
  if (west > east) throw refuse(`The bbox has its west ${west} beyond its east ${east}.`)
  if (south > north) throw refuse(`The bbox has its south ${south} above its north ${north}.`)
  if (served.epsg === 3857) return mercatorBox(box)
  const middle = 'falseEastingMeters' in served.crs ? (served.crs.falseEastingMeters ?? 0) : 0
  if (Math.max(middle - west, east - middle) > MOST_FROM_MIDDLE)
    throw refuse(
      `The eastings ${west} and ${east} must lie within ${MOST_FROM_MIDDLE} m of the zone's middle ${middle}.`,
    )
  return outline(box, served)
}

/** Web Mercator keeps boxes; what lies beyond its world ends there. */
function mercatorBox(box: Box): Region {
  const HALF_WORLD = 20_037_508.342789244
  if (box.every((value) => value > HALF_WORLD) || box.every((value) => value < -HALF_WORLD))
    throw refuse(`The bbox lies outside the world of EPSG:3857, which ends at ±${HALF_WORLD} m.`)
  const [west, south, east, north] = box.map((value) =>
    Math.max(-HALF_WORLD, Math.min(HALF_WORLD, value)),
  ) as Box
  const convert = toWgs84({ kind: 'projected', name: 'EPSG:3857', definition: 'EPSG:3857' })
  const [lowerLeft, upperRight] = [convert(west, south), convert(east, north)]
  return [...lowerLeft, ...upperRight] as Box
}

/** The box of another system as a polygon of degrees, its edges followed point by point. */
function outline([west, south, east, north]: Box, { crs }: ServedCrs): Polygon {
  const [there, back] = [toWgs84(crs), fromWgs84(crs)]
  const position = (x: number, y: number): Position => {
    const point = there(x, y)
    const [backX, backY] = back(point)
    const isLost = crs.kind === 'projected' && !(Math.hypot(backX - x, backY - y) < COMES_BACK_METERS)
    if (isLost || !(Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90))
      throw refuse(`The bbox reaches (${x}, ${y}), which does not lie in ${crs.name}.`)
    return point
  }
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const
  const ring = corners.flatMap(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % 4]!
    return Array.from({ length: PIECES_PER_EDGE }, (_, step) => {
      const t = step / PIECES_PER_EDGE
      return position(x + (nextX - x) * t, y + (nextY - y) * t)
    })
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
}

const refuse = (message: string) => invalidRequest('querystring/bbox', message)
