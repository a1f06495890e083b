import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { shiftFromWgs84 } from '../../../../server/algorithms/geometry/crs/shifted-systems.ts'
import { importFiles } from '../../../../server/domains/imports/import-files.ts'
import type { FileOptions } from '../../../../server/domains/imports/schemas.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'

type Position = [number, number]

function aFile(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'wangge-test-')), name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const features = (...items: { id?: string; properties?: object; geometry: object }[]) => ({
  type: 'FeatureCollection',
  features: items.map((item) => ({ type: 'Feature', properties: {}, ...item })),
})
const run = (db: Database, path: string | string[], options: FileOptions = {}) =>
  importFiles(db, { files: [path].flat().map((one) => ({ path: one })), options, actor: 'test' })
type Found = { rule: string; severity: string; message: string; placed: boolean }
const findings = async (db: Database): Promise<Found[]> =>
  (
    await db.raw(
      'select rule, severity, subject, message, size, place is not null as placed from import_findings order by import_id, ordinal',
    )
  ).rows
const countOf = async (db: Database, table: string) =>
  (await db.raw(`select count(*)::int as count from ${table}`)).rows[0].count

const house = (id: string, lng: number, lat: number) => ({ id, geometry: square(lng, lat, 0.0002) })
const community = (code: string, west: number, size = 0.01) => ({
  properties: { 编码: code, 名称: `社区${code}` },
  geometry: square(west, 30, size),
})

describe('importFiles', () => {
  test('several files are one data set: areas, then what stands in them', async ({ db }) => {
    await run(db, [
      aFile('east.geojson', features(community('330902001001', 120))),
      aFile('west.geojson', features(community('330902001002', 120.01))),
    ])
    const report = await run(
      db,
      aFile('houses.geojson', features(house('1', 120.002, 30.002), house('2', 120.012, 30.002))),
      {
        layer: 'buildings',
      },
    )
    expect(report.layers.buildings).toMatchObject({ read: 2, added: 2 })
    expect((await db.raw('select distinct code from areas order by 1')).rows).toEqual([
      { code: '330902001001' },
      { code: '330902001002' },
    ])
  })

  test('a town named by its code is the parent of its communities', async ({ db }) => {
    const town = { id: 't', properties: { code: '330902001' }, geometry: square(100, 30, 0.01) }
    await run(
      db,
      aFile('town.geojson', features({ ...town, properties: { ...town.properties, name: '镇' } })),
    )
    await run(
      db,
      aFile(
        'a.geojson',
        features({
          properties: { name: '社区', parentCode: '330902001000' },
          geometry: square(120, 30, 0.01),
        }),
      ),
    )
    expect((await db.raw(`select p.name from areas a join areas p on p.id = a.parent_id`)).rows).toEqual([
      { name: '镇' },
    ])
  })

  test('where areas overlap and where they leave gaps is listed with size and place', async ({ db }) => {
    const ring = [
      { id: 'a', properties: { name: 'A' }, geometry: square(120, 30, 0.001) },
      { id: 'b', properties: { name: 'B' }, geometry: square(120.0009, 30.0002, 0.001) },
    ]
    const around = {
      id: 'c',
      properties: { name: 'C' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          square(119, 29, 2).coordinates[0]![0],
          [...square(119.999, 29.999, 0.004).coordinates[0]![0]!].reverse(),
        ],
      },
    }
    await run(db, aFile('areas.geojson', features(...ring, around)))
    const found = await findings(db)
    expect(found.map(({ rule, severity, placed }) => ({ rule, severity, placed }))).toEqual([
      { rule: 'areas-overlap', severity: 'warning', placed: true },
      { rule: 'gap-between-areas', severity: 'info', placed: true },
    ])
    expect(found[0]!.message).toMatch(/A and B overlap by \d+ m²/)
  })

  test('an open ring is closed and listed; a null geometry is rejected and listed', async ({ db }) => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [120, 30],
          [120.01, 30],
          [120.01, 30.01],
        ],
      ],
    }
    const report = await run(
      db,
      aFile(
        'a.geojson',
        features(
          { id: 'a', properties: { name: 'A' }, geometry: open },
          { id: 'b', geometry: null as never },
        ),
      ),
    )
    expect(report.layers.areas).toMatchObject({ read: 1, added: 1, repaired: 1 })
    expect(report.rules).toEqual({ 'no-geometry': 1, 'repaired-on-reading': 1 })
  })

  test('an outline makes a community where there is none; the extent too, and says so', async ({ db }) => {
    const houses = aFile('houses.geojson', features(house('1', 120.002, 30.002)))
    await expect(run(db, houses, { layer: 'buildings' })).rejects.toMatchObject({
      facts: { rule: 'areas-needed' },
    })
    await run(db, houses, { layer: 'buildings', outline: 'extent' })
    expect(await findings(db)).toMatchObject([{ rule: 'community-from-extent' }])
    expect((await db.raw('select name, level from areas')).rows).toEqual([
      { name: 'houses', level: 'community' },
    ])
    const drawn = await run(db, aFile('more.geojson', features(house('1', 121.002, 30.002))), {
      layer: 'buildings',
      outline: square(121, 30, 0.01),
      outlineName: '新村',
    })
    expect(drawn.layers).toMatchObject({ areas: { added: 1 }, buildings: { added: 1 } })
  })

  test('ready-made units become a net with the weights they came with; twice the same is the same net', async ({
    db,
  }) => {
    const units = [0, 1, 2].map((i) => ({
      id: `u${i}`,
      properties: { 户数: 100 + i },
      geometry: square(120 + i * 0.01, 30, 0.01),
    }))
    const path = aFile('units.geojson', features(...units))
    const report = await run(db, path, { layer: 'units', outline: 'extent' })
    expect(report.layers.units).toMatchObject({ read: 3, added: 3 })
    expect((await db.raw('select source_id, households from units order by source_id')).rows).toEqual([
      { source_id: 'u0', households: 100 },
      { source_id: 'u1', households: 101 },
      { source_id: 'u2', households: 102 },
    ])
    expect(await countOf(db, 'unit_neighbours')).toBe(2)
    const again = await run(db, path, { layer: 'units', outline: 'extent' })
    expect(again.layers.units).toMatchObject({ added: 0, unchanged: 3 })
    expect(await countOf(db, 'nets')).toBe(1)
  })

  test('a file that gives nothing says why', async ({ db }) => {
    const line = {
      type: 'LineString',
      coordinates: [
        [120, 30],
        [120.01, 30],
      ],
    }
    await expect(run(db, aFile('a.geojson', features({ id: 'r1', geometry: line })))).rejects.toThrow(
      /holds nothing that can be imported. r1: A LineString cannot be one of the areas/,
    )
  })

  test('coordinates that look shifted are refused with the likely system, and taken when it is declared', async ({
    db,
  }) => {
    const county = await anArea(db, { level: 'county', geometry: square(113.3, 22.9, 0.05) })
    await anArea(db, { county, parent: county, level: 'community', geometry: square(113.3, 22.9, 0.05) })
    const inside = Array.from(
      { length: 100 },
      (_, i): Position => [113.3005 + (i % 10) * 0.0054, 22.9005 + Math.floor(i / 10) * 0.0054],
    )
    const shifted = inside.map(([lng, lat], i) => {
      const ring = square(lng, lat, 0.0001).coordinates[0]![0]!.map(([x, y]) =>
        shiftFromWgs84([x!, y!], 'GCJ-02'),
      )
      return { id: String(i), geometry: { type: 'Polygon', coordinates: [ring] } }
    })
    const path = aFile('houses.geojson', features(...shifted))
    await expect(run(db, path, { layer: 'buildings' })).rejects.toMatchObject({
      facts: { rule: 'crs-guard', likely: 'gcj02' },
    })
    expect(await countOf(db, 'buildings')).toBe(0)
    expect(await countOf(db, 'import_staging')).toBe(0)
    const report = await run(db, path, { layer: 'buildings', crs: 'gcj02' })
    expect(report.layers.buildings).toMatchObject({ added: 100, rejected: 0 })
    await expect(
      run(db, path, { layer: 'buildings', ignoreCrsGuard: true, source: 'raw' }),
    ).resolves.toMatchObject({ rules: { 'outside-every-community': expect.any(Number) } })
  })

  test('what cannot be read is a request error with a remedy, and leaves nothing', async ({ db }) => {
    await expect(run(db, aFile('a.geojson', '{"type":"Topology"}'))).rejects.toMatchObject({
      kind: 'invalid-request',
      facts: { field: 'file', remedy: expect.stringContaining('mapshaper') },
    })
    const half = JSON.stringify(
      features(community('330902001001', 120), community('330902001002', 120.01)),
    ).slice(0, -10)
    await expect(run(db, aFile('half.geojson', half))).rejects.toMatchObject({ kind: 'invalid-request' })
    await expect(run(db, '/nowhere/at/all.geojson')).rejects.toThrow(
      'There is no file /nowhere/at/all.geojson.',
    )
    expect(await countOf(db, 'areas')).toBe(0)
    expect(await countOf(db, 'import_staging')).toBe(0)
  })

  test('a cancelled import leaves nothing behind', async ({ db }) => {
    const path = aFile('a.geojson', features(community('330902001001', 120)))
    const cancelled = importFiles(db, {
      files: [{ path }],
      options: {},
      actor: 'test',
      isCancelled: () => true,
    })
    await expect(cancelled).rejects.toThrow('cancelled')
    expect(await countOf(db, 'areas')).toBe(0)
    expect(await countOf(db, 'import_staging')).toBe(0)
  })
})
