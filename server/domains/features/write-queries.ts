/** SQL of writing features of any layer. */
import type { Geometry, Point } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'

/**
 * Why a geometry is not valid, and where; undefined when it is. Asked before anything else: an operation on an invalid geometry
 * fails without a word on the embedded engine.
 */
export async function findInvalidity(
  db: Database,
  geometry: Geometry,
): Promise<{ reason: string; place: Point | null } | undefined> {
  const [found] = await rows<{ reason: string; place: Point | null }>(
    db,
    /* sql */ `
    select ST_IsValidReason(geom) as reason, ST_AsGeoJSON((ST_IsValidDetail(geom)).location, 7)::jsonb as place
    from (select ST_SetSRID(ST_GeomFromGeoJSON(?), 4326) as geom) as sent
    where not ST_IsValid(geom)`,
    [JSON.stringify(geometry)],
  )
  return found
}
