import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { shiftFromWgs84 } from '../../../../server/algorithms/geometry/crs/shifted-systems.ts'
import { test as base } from '../../../support/app.ts'
import { aBarrier, anArea, anIncident, square } from '../../../support/builders.ts'

const run = promisify(execFile)
const test = base.extend('folder', async ({ task: _ }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'wangge-formats-'))
  onCleanup(() => rm(folder, { recursive: true, force: true }))
  return folder
})

/** What GDAL finds in a file of ours: every feature with its values and geometry. */
async function readByGdal(app: FastifyInstance, url: string, file: string) {
  const answer = await app.inject(url)
  expect(answer.statusCode).toBe(200)
  await writeFile(file, answer.rawPayload)
  // The format that GDAL reads a sequence by has no marks of its own to be known by.
  const source = file.endsWith('.geojsons') ? `GeoJSONSeq:${file}` : file
  // Some whole numbers it writes with a decimal.
  return (await run('ogrinfo', ['-ro', '-al', source])).stdout.replaceAll(/(\d)\.0(?=[ ,)])/g, '$1')
}

const WITH_HOLE = {
  type: 'MultiPolygon',
  coordinates: [
    ...square(120, 30, 0.5).coordinates,
    [square(121, 30, 1).coordinates[0]![0]!, square(121.25, 30.25, 0.5).coordinates[0]![0]!.toReversed()],
  ],
}

test('GDAL reads areas, points, and lines beside areas from FlatGeobuf', async ({ app, db, folder }) => {
  const county = await anArea(db, { name: '云泽县, "甲"', code: '990101000000', geometry: WITH_HOLE })
  await anIncident(db, { county, position: [120.1, 30.2] })
  await aBarrier(db, {
    county,
    name: '路',
    line: [
      [120, 30],
      [120.5, 30.5],
      [121, 30],
    ],
  })
  await aBarrier(db, { county, kind: 'water', class: 'lake', geometry: square(120, 30, 0.1) })
  const areas = await readByGdal(app, '/ogc/collections/areas/items?f=fgb', join(folder, 'areas.fgb'))
  expect(areas).toContain('Geometry: Multi Polygon')
  expect(areas).toContain('Feature Count: 1')
  expect(areas).toContain('ID["EPSG",4326]]')
  expect(areas).toContain('name (String) = 云泽县, "甲"')
  expect(areas).not.toContain('nameEn (String) =')
  expect(areas).toContain('isFictional (Integer(Boolean)) = 0')
  expect(areas).toContain(
    'MULTIPOLYGON (((120 30,120.5 30,120.5 30.5,120 30.5,120 30)),((121 30,122 30,122 31,121 31,121 30),(121.25 30.25,121.25 30.75,121.75 30.75,121.75 30.25,121.25 30.25)))',
  )
  const incidents = await readByGdal(
    app,
    '/ogc/collections/incidents/items?f=fgb',
    join(folder, 'incidents.fgb'),
  )
  expect(incidents).toContain('POINT (120.1 30.2)')
  expect(incidents).toContain('reportedAt (DateTime) = 2026/01/01 00:00:00+00')
  const barriers = await readByGdal(
    app,
    '/ogc/collections/barriers/items?f=fgb',
    join(folder, 'barriers.fgb'),
  )
  expect(barriers).toContain('LINESTRING (120 30,120.5 30.5,121 30)')
  expect(barriers).toContain('MULTIPOLYGON (((120 30,120.1 30')
  const empty = await readByGdal(app, '/ogc/collections/workers/items?f=fgb', join(folder, 'workers.fgb'))
  expect(empty).toContain('Feature Count: 0')
})

test('GDAL reads CSV and GeoJSON text sequences', async ({ app, db, folder }) => {
  await anArea(db, { name: '云泽县, "甲"\n乙', code: '990101000000', geometry: WITH_HOLE })
  await anArea(db, { name: '丙' })
  const sequence = await readByGdal(
    app,
    '/ogc/collections/areas/items?f=geojsonseq',
    join(folder, 'areas.geojsons'),
  )
  expect(sequence).toContain('Feature Count: 2')
  expect(sequence).toContain('code (String) = 990101000000')
  const csv = await app.inject('/ogc/collections/areas/items?f=csv&properties=name,isFictional')
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="areas.csv"',
  })
  const [head, ...lines] = csv.body.split('\r\n')
  expect(head).toBe('\ufeffid,name,isFictional,geometry')
  expect(lines[0]).toMatch(
    /^[0-9a-f-]{36},"云泽县, ""甲""\n乙",false,"MULTIPOLYGON \(\(\(120 30, 120\.5 30, .*\)\)\)"$/,
  )
  await writeFile(join(folder, 'areas.csv'), csv.rawPayload)
  const { stdout } = await run('ogrinfo', [
    '-ro',
    '-al',
    join(folder, 'areas.csv'),
    '-oo',
    'GEOM_POSSIBLE_NAMES=geometry',
  ])
  expect(stdout).toContain('Feature Count: 2')
  expect(stdout).toContain('name (String) = 丙')
  expect(stdout).toContain('MULTIPOLYGON')
})

test('what is shifted for Chinese base maps says so in every format', async ({ app, db }) => {
  await anArea(db, { geometry: square(120, 30, 0.5) })
  for (const name of ['GCJ-02', 'BD-09'] as const) {
    const get = (f: string) => app.inject(`/ogc/collections/areas/items?f=${f}&crs=urn:x-wangge:crs:${name}`)
    const json = (await get('json')).json()
    expect(json).toMatchObject({
      coordRefSys: `urn:x-wangge:crs:${name}`,
      crsNote: expect.stringContaining(`Coordinates are ${name}, shifted`),
    })
    const [lng, lat] = shiftFromWgs84([120, 30], name)
    expect(json.features[0].geometry.coordinates[0][0][0][0]).toBeCloseTo(lng, 8)
    expect(json.features[0].geometry.coordinates[0][0][0][1]).toBeCloseTo(lat, 8)
    expect(JSON.parse((await get('geojsonseq')).body.slice(1))).toMatchObject({ crsNote: expect.any(String) })
    expect((await get('csv')).body.split('\r\n')[0]).toContain(`geometry (${name})`)
    expect((await get('fgb')).rawPayload.includes(`Coordinates are ${name}`)).toBe(true)
    const id = json.features[0].id
    const item = await app.inject(`/ogc/collections/areas/items/${id}?crs=urn:x-wangge:crs:${name}`)
    expect(item.json()).toMatchObject({ crsNote: expect.any(String) })
  }
  const plain = (await app.inject('/ogc/collections/areas/items')).json()
  expect(plain).not.toHaveProperty('coordRefSys')
})

test('a limited file says where it goes on; a client may ask by Accept', async ({ app, db }) => {
  await anArea(db)
  await anArea(db)
  const first = await app.inject({
    url: '/ogc/collections/areas/items?limit=1',
    headers: { accept: 'text/csv' },
  })
  expect(first.headers['content-type']).toBe('text/csv; charset=utf-8')
  const next = /^<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1]
  const second = await app.inject(next!)
  expect(second.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(second.body.split('\r\n')).toHaveLength(3)
  expect(second.headers.link).toBeUndefined()
})
