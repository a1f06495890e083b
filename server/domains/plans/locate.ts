import { geometryConverter, OutOfRange } from '../../algorithms/geometry/crs/convert-geometry.ts'
import { type Crs, parseCrs, UnsupportedCrs } from '../../algorithms/geometry/crs/parse-crs.ts'
import type { Database } from '../../platform/database.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { type LocatedRow, locatePoints } from './locate-queries.ts'
import type { Located, LocateResult } from './locate-schemas.ts'

type LngLat = readonly [lng: number, lat: number]

/** Points of one statement: its JSON parameter stays small, and other requests get their turn in between. */
const CHUNK_POINTS = 2000

/**
 * Says where points belong: areas, unit, grids.
 * @param request.positions as the client sent them, anything at all; a bad one gives an error in its place
 * @param request.crs name of the system they are in; WGS 84 when absent
 * @param request.at the moment whose active plan is asked
 * @returns one result a position, in order; the point is in WGS 84, snapped to 1e-7°
 * @throws DomainError `invalid-request` when the system is not supported
 */
export async function locate(
  db: Database,
  { positions, crs, at }: { positions: readonly unknown[]; crs: string | undefined; at: Date },
): Promise<LocateResult[]> {
  const read = positionReader(crs)
  const results: (LocateResult | undefined)[] = []
  const waiting: { index: number; point: LngLat }[] = []
  for (const [index, position] of positions.entries()) {
    const point = read(position)
    if (typeof point === 'string') results[index] = rowError(index, point)
    else waiting.push({ index, point })
  }
  for (let start = 0; start < waiting.length; start += CHUNK_POINTS) {
    const chunk = waiting.slice(start, start + CHUNK_POINTS)
    const rows = await locatePoints(
      db,
      chunk.map(({ point }) => ({ lng: point[0], lat: point[1] })),
      at,
    )
    for (const [i, { index, point }] of chunk.entries()) results[index] = describe(rows[i]!, point, at)
  }
  return results as LocateResult[]
}

/** Reads one position, or says what is wrong with it. */
function positionReader(crsName: string | undefined): (position: unknown) => LngLat | string {
  const convert = geometryConverter(crsOf(crsName))
  return (position) => {
    if (!Array.isArray(position) || position.length < 2 || position.length > 3)
      return 'A position is a list of two numbers, [lon, lat].'
    if (!position.every((ordinate) => typeof ordinate === 'number' && Number.isFinite(ordinate)))
      return 'Both numbers of a position must be finite numbers.'
    try {
      return convert({ type: 'Point', coordinates: position }).coordinates as [number, number]
    } catch (error) {
      if (error instanceof OutOfRange) return error.message
      throw error
    }
  }
}

function crsOf(name: string | undefined): Crs {
  try {
    return parseCrs(name ?? 'EPSG:4326')
  } catch (error) {
    if (error instanceof UnsupportedCrs) throw invalidRequest('crs', error.message)
    throw error
  }
}

const rowError = (index: number, detail: string): LocateResult => ({
  error: { type: '/problems/invalid-request', detail, field: `points/${index}` },
})

function describe(row: LocatedRow, point: LngLat, at: Date): Located {
  const [basic, ...others] = row.grids.filter((grid) => grid.tier === 'basic')
  const micro = row.grids.find((grid) => grid.tier === 'micro')
  return {
    point: [...point],
    at: at.toISOString(),
    areas: row.areas,
    unit: row.unit === null ? null : { id: row.unit },
    grid: gridOf(basic),
    microGrid: gridOf(micro),
    overlays: [],
    team: [],
    responsible: basic ? { grid: basic.id, rule: 'basic' } : null,
    boundary: { with: others.map((grid) => grid.id) },
    nearest: row.nearest,
  }
}

const gridOf = (grid: LocatedRow['grids'][number] | undefined) =>
  grid ? { id: grid.id, code: grid.code, name: grid.name, plan: grid.plan } : null
