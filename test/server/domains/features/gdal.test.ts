/** GDAL as a real client. It sends a filter on where it can, which is seen by what arrives. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Feature } from 'geojson'
import { expect } from 'vitest'
import { type Database, rows } from '../../../../server/platform/database.ts'
import { test as base } from '../../../support/app.ts'
import { aNet, anActivation, anArea, aPlan, square } from '../../../support/builders.ts'

const run = promisify(execFile)

const test = base.extend('served', async ({ app }, { onCleanup }) => {
  const asked: string[] = []
  app.server.on('request', ({ url }: { url: string }) => asked.push(decodeURIComponent(url)))
  const address = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
  const folder = await mkdtemp(join(tmpdir(), 'wangge-gdal-'))
  onCleanup(() => rm(folder, { recursive: true, force: true }))
  return { source: `OAPIF:${address}/ogc`, asked, folder }
})

test('GDAL reads a collection page by page, and a part of it by a box or a property', async ({
  served,
  db,
}) => {
  for (let i = 0; i < 5; i++)
    await anArea(db, { name: `区 ${i}`, code: `99010100000${i}`, geometry: square(120 + i, 30, 0.5) })
  const ogrinfo = async (...options: string[]) => {
    served.asked.length = 0
    const { stdout } = await run('ogrinfo', [
      '-ro',
      '-al',
      '-oo',
      'PAGE_SIZE=2',
      ...options,
      served.source,
      'areas',
    ])
    return stdout
  }
  const all = await ogrinfo()
  expect(all).toContain('Feature Count: 5')
  expect(all).toContain('name (String) = 区 4')
  expect(all).toContain('areaSquareMeters (Real)')
  const part = await ogrinfo('-spat', '122.1', '29', '123.2', '31')
  expect(part.match(/OGRFeature/g)).toHaveLength(2)
  expect(served.asked.some((url) => url.includes('&bbox=122'))).toBe(true)
  const one = await ogrinfo('-where', "code = '990101000003'")
  expect(one.match(/OGRFeature/g)).toHaveLength(1)
  expect(one).toContain('name (String) = 区 3')
  expect(served.asked.some((url) => url.includes('&code=990101000003'))).toBe(true)
  await db.raw('update areas set is_fictional = true where name = ?', ['区 2'])
  const fictional = await ogrinfo('-where', 'isFictional = 1')
  expect(fictional.match(/OGRFeature/g)).toHaveLength(1)
  expect(fictional).toContain('name (String) = 区 2')
  const { stdout: summary } = await run('ogrinfo', ['-so', served.source])
  expect(summary).toContain('areas (title: Areas 行政区划) (Multi Polygon)')
})

/** Grids in a row of squares, each with a notch of its own. */
async function grids(db: Database, count: number) {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  await db.raw(
    `insert into grids (county_id, plan_id, id, community_id, label, code, name, households, population, unit_count, building_count, geom)
     select ?, ?, gen_random_uuid(), ?, n::text, (990101000000 + n)::text, '网格 ' || n, n % 400, n % 1200, 1, 1,
       ST_Multi(ST_SetSRID(ST_GeomFromText(format('POLYGON((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %5$s, %1$s %2$s))',
         120 + (n % 200) * 0.001, 30 + (n / 200) * 0.001, 120 + (n % 200 + 1) * 0.001,
         30 + (n / 200 + 1) * 0.001, 30 + (n / 200) * 0.001 + 0.0001234)), 4326))
     from generate_series(0, cast(? as integer) - 1) as n`,
    [county, plan, community, count],
  )
  await anActivation(db, { county, community, plan })
}

test('20,000 grids come through ogr2ogr with the same geometry and attributes', async ({
  served,
  db,
  services,
}) => {
  const count = services.engine === 'server' ? 20_000 : 1000
  await grids(db, count)
  const file = join(served.folder, 'grids.geojsonl')
  await run('ogr2ogr', [
    '-f',
    'GeoJSONSeq',
    '-lco',
    'COORDINATE_PRECISION=9',
    '-oo',
    'PAGE_SIZE=5000',
    file,
    served.source,
    'grids',
  ])
  const copies = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Feature)
  const originals = await rows<Record<string, unknown> & { geometry: string }>(
    db,
    `select code, label, name, kind, households, population, ST_AsGeoJSON(geom) as geometry from grids`,
  )
  const byCode = new Map(
    originals.map(({ geometry, ...row }) => [row.code, { row, geometry: JSON.parse(geometry) }]),
  )
  expect(copies).toHaveLength(count)
  expect(byCode.size).toBe(count)
  const different = copies.filter(({ properties, geometry }) => {
    const original = byCode.get(properties?.code)
    if (!original || JSON.stringify(original.geometry) !== JSON.stringify(geometry)) return true
    return Object.entries(original.row).some(([name, value]) => properties?.[name] !== value)
  })
  expect(different.slice(0, 3)).toEqual([])
  expect(new Set(copies.map(({ properties }) => properties?.code)).size).toBe(count)
}, 60_000)
