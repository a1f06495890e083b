import type { Geometry, Position } from 'geojson'
import { hypotheticalPoints } from '../../algorithms/geometry/crs/crs-guard.ts'
import type { Database } from '../../platform/database.ts'
import { type DomainError, ruleViolation } from '../../platform/errors.ts'
import { areaAround, communitiesTouched, namesInside, nearestCommunity } from './place-queries.ts'

/** Where something belongs. */
export type Place = { communityId: string; countyId: string }

const LIKELY: Record<string, string> = {
  gcj02:
    'It would lie in one if the coordinates were GCJ-02 (AMap, Tencent): convert them, or send Content-Crs: <urn:x-wangge:crs:GCJ-02>.',
  bd09: 'It would lie in one if the coordinates were BD-09 (Baidu): convert them, or send Content-Crs: <urn:x-wangge:crs:BD-09>.',
  swapped: 'It would lie in one with the axes swapped: GeoJSON has longitude first.',
}

/** The community that a point of the geometry lies in. @throws DomainError `rule-violation` naming the nearest one */
export async function communityOf(db: Database, geometry: Geometry): Promise<Place> {
  const area = await areaAround(db, geometry)
  if (!area?.isCommunity) throw await outside(db, geometry)
  return { communityId: area.id, countyId: area.countyId }
}

/** The same, or the first community that it touches, for what reaches out over water. */
export async function homeOf(db: Database, geometry: Geometry): Promise<Place> {
  const area = await areaAround(db, geometry)
  if (area?.isCommunity) return { communityId: area.id, countyId: area.countyId }
  return (await communitiesOf(db, geometry))[0]
}

/** The same as communityOf, but what lies in an area and in no community of it (the sea) belongs to the county. */
export async function areaOf(
  db: Database,
  geometry: Geometry,
): Promise<{ communityId: string | null; countyId: string }> {
  const area = await areaAround(db, geometry)
  if (!area) throw await outside(db, geometry)
  return { communityId: area.isCommunity ? area.id : null, countyId: area.countyId }
}

/** Every community that the geometry touches, the one with the lowest code first. */
export const touchedBy = async (db: Database, geometry: Geometry): Promise<Place[]> =>
  (await communitiesTouched(db, geometry)).map(({ id, countyId }) => ({ communityId: id, countyId }))

/** The same, at least one. @throws DomainError as above when it touches none */
export async function communitiesOf(db: Database, geometry: Geometry): Promise<[Place, ...Place[]]> {
  const [first, ...others] = await touchedBy(db, geometry)
  if (!first) throw await outside(db, geometry)
  return [first, ...others]
}

/** Says how far off it is, and whether another coordinate system would explain it. */
async function outside(db: Database, geometry: Geometry): Promise<DomainError> {
  const field = { field: 'body/geometry' }
  const nearest = await nearestCommunity(db, geometry)
  if (!nearest)
    return ruleViolation('inside-an-area', 'No community is stored yet.', {
      ...field,
      remedy: 'Import areas first: POST /api/imports.',
    })
  const points = hypotheticalPoints([firstPosition(geometry)])
  const likely = await namesInside(db, {
    gcj02: points.gcj02[0]!,
    bd09: points.bd09[0]!,
    swapped: points.swapped[0]!,
  })
  const hint = ['swapped', 'gcj02', 'bd09'].find((name) => likely.includes(name))
  return ruleViolation(
    'inside-an-area',
    `The geometry lies in no community; the nearest is ${nearest.name}, ${nearest.distanceMeters} m away.`,
    {
      ...field,
      nearest,
      remedy:
        (hint && LIKELY[hint]) ?? 'Check the coordinates, or import the area it lies in: POST /api/imports.',
    },
  )
}

function firstPosition(geometry: Geometry): Position {
  if (geometry.type === 'GeometryCollection') return firstPosition(geometry.geometries[0]!)
  let first: unknown = geometry.coordinates
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0]
  return first as Position
}
