import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { tileOf } from '../../../../server/domains/tiles/tile-of.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { layerNamed } from '../../../../server/platform/layers.ts'
import { test } from '../../../support/app.ts'
import { anArea, anIncident, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

const areas = layerNamed(layers, 'areas')!

/** A star with `corners` corners round a place: neither box nor convex. */
function star(lng: number, lat: number, degrees: number, corners: number) {
  const ring = Array.from({ length: corners }, (_, i) => {
    const radius = i % 2 === 0 ? degrees : degrees * 0.6
    const angle = (2 * Math.PI * i) / corners
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
  })
  return { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] }
}

/** Shapes from a metre to a degree, on both sides of tile borders. */
const shapes = Array.from({ length: 60 }, (_, i) =>
  star(120.05 + ((i * 37) % 60) / 200, 30.05 + ((i * 23) % 60) / 250, 1e-5 * 1.2 ** i, 5 + (i % 9) * 2 - 1),
)

const uuid = (i: number) => `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`

const tiles = [
  { z: 0, x: 0, y: 0 },
  { z: 6, x: 53, y: 26 },
  { z: 9, x: 426, y: 211 },
  { z: 11, x: 1707, y: 844 },
  { z: 12, x: 3413, y: 1688 },
  { z: 14, x: 13_654, y: 6754 },
  { z: 16, x: 54_618, y: 27_020 },
]

/** The tile as the database itself makes it: somebody else's encoder, on the server engine only. */
async function databaseTile(db: Database, { z, x, y }: (typeof tiles)[number]): Promise<Buffer> {
  const { rows } = await db.raw(
    `select ST_AsMVT(tile.*, 'areas', 4096, 'geom') as mvt from (
       select id::text as id, code, name, level, parent_id::text as parent, area_square_meters as "areaSquareMeters",
         is_fictional as "isFictional", ST_AsMVTGeom(geom_3857, ST_TileEnvelope(:z, :x, :y), 4096, 64, true) as geom
       from areas where geom_3857 && ST_TileEnvelope(:z, :x, :y, margin => 64.0 / 4096)
         and 2 * ST_Area(geom_3857) >= ST_Perimeter(geom_3857) * 40075016.685578488 / 4096 / (1 << :z::integer)
       order by id) as tile where geom is not null`,
    { z, x, y },
  )
  return rows[0].mvt
}

test('a tile has the features, properties and outlines that PostGIS gives it', async ({
  db,
  services: { engine },
}) => {
  for (const [i, geometry] of shapes.entries()) await anArea(db, { name: `星 ${i}`, geometry })
  await anArea(db, { name: '带', geometry: square(120, 30, 0.4) })
  let seen = 0
  for (const tile of tiles) {
    const ours = decodeTile(await tileOf(db, [areas], tile), 'areas')
    seen += ours.length
    if (engine === 'embedded') continue
    const theirs = decodeTile(await databaseTile(db, tile), 'areas')
    const at = JSON.stringify(tile)
    expect(
      ours.map(({ properties }) => properties),
      at,
    ).toEqual(theirs.map(({ properties }) => properties))
    for (const [i, feature] of ours.entries()) {
      const expected = theirs[i]!
      expect(feature.kind).toBe(expected.kind)
      for (const side of [0, 1, 2, 3] as const)
        expect(Math.abs(feature.box[side] - expected.box[side]), at).toBeLessThanOrEqual(1)
      expect(feature.area).toBeGreaterThan(0)
      // Every outline within a unit of the other: the areas differ by less than a strip of that width along it.
      expect(Math.abs(feature.area - expected.area), at).toBeLessThanOrEqual(expected.length)
    }
  }
  expect(seen).toBe(85)
})

test('both engines give the same bytes', async ({ db }) => {
  const county = await anArea(db)
  for (const [i, { coordinates }] of shapes.entries())
    await db.raw(
      `insert into barriers (county_id, id, source, source_id, kind, class, geom)
       values (?, ?, 'test', ?, 'water', 'lake', ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
      [county, uuid(i), String(i), JSON.stringify({ type: 'Polygon', coordinates: coordinates[0] })],
    )
  for (let i = 0; i < 200; i++)
    await db.raw(
      `insert into incidents (county_id, id, source, source_id, class, severity, state, description, reported_at, geom)
       values (?, ?, 'test', ?, ?, 'normal', 'reported', '', '2026-01-01T00:00:00Z', ST_SetSRID(ST_MakePoint(?, ?), 4326))`,
      [
        county,
        uuid(1000 + i),
        String(i),
        `010${i % 3}`,
        120 + ((i * 37) % 200) / 900,
        30 + ((i * 91) % 200) / 800,
      ],
    )
  const digest = createHash('sha256')
  for (const tile of tiles)
    digest.update(await tileOf(db, [layerNamed(layers, 'barriers')!, layerNamed(layers, 'incidents')!], tile))
  expect(digest.digest('hex').slice(0, 16)).toBe('c9a116c88dc48f52')
})

test('points that lie close together are one with their number; one alone is itself', async ({ db }) => {
  const county = await anArea(db)
  const pair = [
    await anIncident(db, { county, position: [120.05, 30.05], severity: 'urgent' }),
    await anIncident(db, { county, position: [120.05001, 30.05001], severity: 'urgent', state: 'closed' }),
  ]
  const alone = await anIncident(db, { county, position: [120.02, 30.02] })
  const incidents = layerNamed(layers, 'incidents')!
  const far = decodeTile(await tileOf(db, [incidents], { z: 12, x: 3413, y: 1689 }), 'incidents')
  expect(far.map(({ properties }) => properties)).toEqual([
    { id: alone, class: '0101', severity: 'normal', state: 'reported', reportedAt: '2026-01-01T00:00:00Z' },
    { pointCount: 2 },
  ])
  const near = decodeTile(await tileOf(db, [incidents], { z: 16, x: 54622, y: 27028 }), 'incidents')
  expect(near.map(({ properties }) => properties.id)).toEqual(pair)
  expect(near.every(({ properties }) => properties.pointCount === undefined)).toBe(true)
})
