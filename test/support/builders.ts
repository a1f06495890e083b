/** Small worlds for tests, by name: `anArea({ name: 'A' })`. */
import { v7 as uuidv7 } from 'uuid'
import type { AreaLevel } from '../../geo-data/records.ts'
import { issueKey, type NewKey } from '../../server/domains/identity/index.ts'
import type { Database } from '../../server/platform/database.ts'

/** A square of `size` degrees with its south-west corner at [west, south], as GeoJSON. */
export const square = (west: number, south: number, size: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  ],
})

/** One stored area; a county is its own county. */
export async function anArea(
  db: Database,
  area: {
    id?: string
    county?: string
    parent?: string
    level?: AreaLevel
    code?: string
    name?: string
    geometry?: object
  } = {},
): Promise<string> {
  const id = area.id ?? uuidv7()
  await db.raw(
    `insert into areas (id, county_id, parent_id, level, code, source, source_id, name, geom)
     values (?, ?, ?, ?, ?, 'test', ?, ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      id,
      area.county ?? id,
      area.parent ?? null,
      area.level ?? 'county',
      area.code ?? null,
      id,
      area.name ?? 'A',
      JSON.stringify(area.geometry ?? square(120, 30, 0.1)),
    ],
  )
  return id
}

/** The header of a valid API key: an admin everywhere unless said otherwise. */
export async function aKey(
  db: Database,
  key: Partial<NewKey> = {},
): Promise<{ id: string; authorization: string }> {
  const { id, secret } = await issueKey(
    db,
    { name: 'a key', role: 'admin', areaIds: null, expiresAt: null, ...key },
    'test',
  )
  return { id, authorization: `Bearer ${secret}` }
}
