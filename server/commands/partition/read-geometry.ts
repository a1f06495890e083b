import type { Feature, Position } from 'geojson'
import type { UnitGeometry } from '../../algorithms/topology/unit-topology.ts'
import { invalidRequest } from '../../platform/errors.ts'

/** What was treated in the geometry of units, by the ids of the units. */
export type GeometryTreatments = Record<keyof typeof TREATMENTS, string[]>

const TREATMENTS = {
  missing: 'have no geometry: they are kept, without area or outline',
  unclosed: 'have a ring that does not end where it begins: it is closed',
  flat: 'have a ring without any area: it is left out of the outline',
  touching: 'have a ring that touches itself: it is kept as it is',
  parts: 'have several parts: each counts as one piece that is never divided',
}

export function noTreatments(): GeometryTreatments {
  return { missing: [], unclosed: [], flat: [], touching: [], parts: [] }
}

/** One line for each treatment that there was. */
export function listTreatments(treated: GeometryTreatments): string[] {
  return Object.entries(TREATMENTS).flatMap(([kind, words]) => {
    const ids = treated[kind as keyof GeometryTreatments]
    return ids.length > 0 ? [`${ids.length} units ${words}. The first is ${ids[0]}.`] : []
  })
}

/**
 * The geometry of a unit; null when it has none.
 *
 * @param treated gets the unit's id under everything that was treated
 * @throws DomainError for what is no polygon in degrees
 */
export function readGeometry(
  feature: Feature,
  { id, treated }: { id: string; treated: GeometryTreatments },
): UnitGeometry {
  const { geometry } = feature
  if (geometry && geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    throw invalidRequest('geometry', `Unit ${id} is a ${geometry.type}; a Polygon or MultiPolygon is needed.`)
  const polygons = (geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.coordinates) ?? []
  if (!Array.isArray(polygons) || !polygons.every((rings) => Array.isArray(rings) && rings.every(isRing)))
    throw invalidRequest(
      'geometry',
      `Unit ${id} has a ring that is not four or more [lng, lat] pairs in degrees (WGS 84).`,
    )
  const rings = polygons.flat()
  if (rings.length === 0) {
    treated.missing.push(id)
    return null
  }
  if (rings.some(isFlat)) treated.flat.push(id)
  if (!rings.every(isClosed)) treated.unclosed.push(id)
  if (rings.some(touchesItself)) treated.touching.push(id)
  if (polygons.length > 1) treated.parts.push(id)
  const coordinates = polygons.map((polygon) =>
    polygon.filter((ring) => !isFlat(ring)).map((ring) => (isClosed(ring) ? ring : [...ring, ring[0]!])),
  )
  return { type: 'MultiPolygon', coordinates: coordinates.filter((polygon) => polygon.length > 0) }
}

function isRing(ring: unknown): boolean {
  return Array.isArray(ring) && ring.length >= 4 && ring.every(isLngLat)
}

function isLngLat(position: unknown): boolean {
  return (
    Array.isArray(position) &&
    Number.isFinite(position[0]) &&
    Number.isFinite(position[1]) &&
    Math.abs(position[0]) <= 180 &&
    Math.abs(position[1]) <= 90
  )
}

function isClosed(ring: Position[]): boolean {
  const [first, last] = [ring[0]!, ring.at(-1)!]
  return first[0] === last[0] && first[1] === last[1]
}

/** All corners on one line. */
function isFlat(ring: Position[]): boolean {
  const [x, y] = ring[0] as [number, number]
  const far = ring.find((corner) => corner[0] !== x || corner[1] !== y)
  if (!far) return true
  const [dx, dy] = [far[0]! - x, far[1]! - y]
  // A thousandth of what snapping to 1e-7° can do.
  return ring.every((corner) => Math.abs(dx * (corner[1]! - y) - dy * (corner[0]! - x)) < 1e-17)
}

function touchesItself(ring: Position[]): boolean {
  const corners = isClosed(ring) ? ring.slice(1) : ring
  const steps = corners.filter(
    (corner, index) => corner[0] !== corners[index - 1]?.[0] || corner[1] !== corners[index - 1]?.[1],
  )
  return new Set(steps.map(([lng, lat]) => `${lng} ${lat}`)).size < steps.length
}
