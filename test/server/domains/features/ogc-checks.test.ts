/** The checks of OGC API – Features parts 1 and 2, by their numbers: what the public test suites ask, and what we add to it. */
import { Validator } from '@seriousme/openapi-schema-validator'
import type { FastifyInstance } from 'fastify'
import type { Feature, MultiPolygon, Position } from 'geojson'
import { beforeEach, expect } from 'vitest'
import { parseCrs } from '../../../../server/algorithms/geometry/crs/parse-crs.ts'
import { toWgs84 } from '../../../../server/algorithms/geometry/crs/to-wgs84.ts'
import { layers } from '../../../../server/app.ts'
import { test } from '../../../support/app.ts'
import { anArea, anIncident, square } from '../../../support/builders.ts'

type Link = { rel: string; href: string; type?: string }
type Items = {
  type: string
  timeStamp: string
  numberReturned: number
  numberMatched: number
  features: (Feature<MultiPolygon> & { id: string })[]
  links: Link[]
}

const ITEMS = '/ogc/collections/areas/items'
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const EPSG = 'http://www.opengis.net/def/crs/EPSG/0/'

const json = async <T = Items>(app: FastifyInstance, url: string) => {
  const answer = await app.inject({ url, headers: { accept: 'application/json' } })
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json() as T
}

const problem = async (app: FastifyInstance, url: string) => {
  const answer = await app.inject(url)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  return answer.statusCode
}

const linkOf = (links: Link[], rel: string) => links.find((link) => link.rel === rel)

/** Every page from an address on. */
async function pagesFrom(app: FastifyInstance, url: string) {
  const pages: Items[] = []
  for (let next: string | undefined = url; next !== undefined; ) {
    const page: Items = await json(app, next)
    pages.push(page)
    next = linkOf(page.links, 'next')?.href
  }
  return pages
}

/** Five squares along a parallel, and one at the other end of the world. */
beforeEach<{ db: Parameters<typeof anArea>[0] }>(async ({ db }) => {
  for (let i = 0; i < 5; i++)
    await anArea(db, { name: `区 ${i}`, code: `99010100000${i}`, geometry: square(120 + i, 30, 0.5) })
  await anArea(db, { name: '远', geometry: square(-179, 10, 0.1) })
})

test('1–2: the landing page is JSON and leads to the API, its classes and the data', async ({ app }) => {
  for (const url of ['/ogc', '/ogc?f=json']) {
    const { links } = await json<{ links: Link[] }>(app, url)
    const rels = links.map(({ rel }) => rel)
    expect(rels).toEqual(
      expect.arrayContaining(['self', 'service-desc', 'service-doc', 'conformance', 'data']),
    )
  }
})

test('1: the landing page is found with a slash at its end, too', async ({ app }) => {
  const answer = await app.inject('/ogc/')
  expect([answer.statusCode, answer.headers.location]).toEqual([308, 'http://localhost:80/ogc'])
})

test('3–4: the service description is an OpenAPI 3.0 document', async ({ app }) => {
  const { links } = await json<{ links: Link[] }>(app, '/ogc')
  const link = linkOf(links, 'service-desc')!
  expect(link.type).toBe('application/vnd.oai.openapi+json;version=3.0')
  const answer = await app.inject(link.href)
  expect(answer.headers['content-type']).toBe('application/vnd.oai.openapi+json;version=3.0')
  const document = answer.json()
  expect(document.openapi).toBe('3.0.3')
  expect(await new Validator().validate(document)).toEqual({ valid: true })
})

test('5–6: conformance names the core, and only classes whose resources are there', async ({ app }) => {
  const { conformsTo } = await json<{ conformsTo: string[] }>(app, '/ogc/conformance')
  const has = (part: string) => conformsTo.some((uri) => uri.endsWith(part))
  for (const part of [
    'ogcapi-features-1/1.0/conf/core',
    'ogcapi-features-1/1.0/conf/oas30',
    'ogcapi-features-1/1.0/conf/geojson',
    'ogcapi-features-1/1.0/conf/html',
    'ogcapi-features-2/1.0/conf/crs',
    'ogcapi-features-3/1.0/conf/features-filter',
    'ogcapi-tiles-1/1.0/conf/core',
  ])
    expect(has(part), part).toBe(true)
  expect(has('gmlsf0') || has('gmlsf2')).toBe(false)
  expect(new Set(conformsTo).size).toBe(conformsTo.length)
})

test('7–11: the collections link to themselves and to their items, and say where they lie', async ({
  app,
}) => {
  const { links, collections } = await json<{
    links: Link[]
    collections: { id: string; links: Link[]; extent: { spatial: { bbox: number[][] }; temporal?: object } }[]
  }>(app, '/ogc/collections')
  expect(linkOf(links, 'self')).toMatchObject({ type: 'application/json' })
  expect(linkOf(links, 'alternate')).toMatchObject({ type: 'text/html' })
  expect(collections.map(({ id }) => id)).toEqual(layers.map(({ name }) => name))
  for (const { id, links, extent } of collections) {
    const types = links.filter(({ rel }) => rel === 'items').map(({ type }) => type)
    expect(types).toEqual([
      'application/geo+json',
      'text/html',
      'application/geo+json-seq',
      'text/csv; charset=utf-8',
      'application/flatgeobuf',
    ])
    const [west, south, east, north] = extent.spatial.bbox[0] as [number, number, number, number]
    expect(west <= east && south <= north && west >= -180 && north <= 90).toBe(true)
    expect(Boolean(extent.temporal), id).toBe(Boolean(layers.find(({ name }) => name === id)?.time))
  }
})

test('12–13: a collection is found by its id, any other is not', async ({ app }) => {
  expect(await json<{ id: string }>(app, '/ogc/collections/areas')).toMatchObject({ id: 'areas' })
  expect(await problem(app, '/ogc/collections/nothing')).toBe(404)
})

test('14–18: items are a GeoJSON feature collection with its links, time and count', async ({ app }) => {
  const answer = await app.inject(ITEMS)
  expect(answer.headers['content-type']).toBe('application/geo+json')
  const items = answer.json() as Items
  expect(items.type).toBe('FeatureCollection')
  expect(linkOf(items.links, 'self')).toMatchObject({ type: 'application/geo+json' })
  const alternates = items.links.filter(({ rel }) => rel === 'alternate').map(({ type }) => type)
  expect(alternates).toContain('text/html')
  for (const { href, type } of items.links.filter(({ rel }) => rel === 'alternate'))
    expect((await app.inject(href)).headers['content-type']).toContain(type!.split(';')[0])
  expect(items.timeStamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  expect(items.numberReturned).toBe(items.features.length)
})

test('19: numberMatched is the sum over the pages', async ({ app }) => {
  for (const query of ['limit=2', 'limit=2&bbox=119,29,123,31', 'limit=1&name=区 3']) {
    const pages = await pagesFrom(app, `${ITEMS}?${encodeURI(query)}`)
    const sum = pages.reduce((total, page) => total + page.numberReturned, 0)
    expect(new Set(pages.map(({ numberMatched }) => numberMatched))).toEqual(new Set([sum]))
    expect(new Set(pages.flatMap(({ features }) => features.map(({ id }) => id))).size).toBe(sum)
  }
})

test('20: coordinates are longitude, latitude unless another system is asked for', async ({ app }) => {
  const { features } = await json(app, `${ITEMS}?limit=1`)
  expect(features[0]?.geometry).toEqual(square(120, 30, 0.5))
})

test('21, 25: the API says how limit and bbox are written', async ({ app }) => {
  const document = await json<{
    paths: Record<string, { get: { parameters: { $ref: string }[] } }>
    components: { parameters: Record<string, { name: string }> }
  }>(app, '/ogc/api')
  const parameters = document.paths['/collections/areas/items']!.get.parameters.map(
    ({ $ref }) => document.components.parameters[String($ref).split('/').at(-1)!],
  )
  const named = (name: string) => parameters.find((it) => it?.name === name)
  expect(named('limit')).toMatchObject({
    in: 'query',
    style: 'form',
    explode: false,
    schema: { type: 'integer', minimum: 1 },
  })
  expect(named('bbox')).toMatchObject({
    in: 'query',
    style: 'form',
    explode: false,
    schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
  })
})

test('22–24: a limit is kept; a bad one and an unknown parameter are refused', async ({ app }) => {
  expect((await json(app, `${ITEMS}?limit=3`)).features).toHaveLength(3)
  expect((await json(app, `${ITEMS}?limit=1000000`)).features).toHaveLength(6)
  for (const limit of ['0', '-1', 'many', '1.5', '', '1e3x'])
    expect(await problem(app, `${ITEMS}?limit=${limit}`), limit).toBe(400)
  expect(await problem(app, `${ITEMS}?unknownQueryParameter=1`)).toBe(400)
})

test('26: a bbox finds what it meets, over the antimeridian and the poles too', async ({ app }) => {
  for (const [bbox, count] of [
    ['120.1,30.1,121.2,30.2', 2],
    ['177,65,-177,70', 0],
    ['177,5,-177,70', 1],
    ['-180,-90,180,90', 6],
    ['-180,85,180,90', 0],
    ['120.1,30.1,-10,121.2,30.2,10', 2],
  ] as const)
    expect((await json(app, `${ITEMS}?bbox=${bbox}`)).numberMatched, bbox).toBe(count)
})

test('27: a bad bbox or datetime is refused', async ({ app }) => {
  for (const query of [
    'bbox=1,2,3',
    'bbox=1,2,3,4,5',
    'bbox=a,b,c,d',
    'bbox=1,20,3,10',
    'bbox=-200,0,0,1',
    'datetime=yesterday',
    'datetime=2024-13-01',
    'datetime=2024-02-30T00:00:00Z',
    'datetime=2024-01-01T00:00:00',
    'datetime=2024-06-30T23:59:60Z',
    'datetime=2024-01-02/2024-01-01',
    'datetime=2024-01-02T00:00:00Z/2024-01-01T23:00:00Z',
    'datetime=a/b/c',
    'datetime=P1D/P1D',
    'datetime=../P1D',
    'datetime=P1D',
    'datetime=0001-01-01T00:00:00Z',
    'datetime=2024-01-01/P999999Y',
    'datetime=',
  ])
    expect(await problem(app, `${ITEMS}?${query}`), query).toBe(400)
})

test('28–29: datetime takes moments, intervals, durations and open ends', async ({ app, db }) => {
  const county = await anArea(db)
  // Reported on 2026-01-01T00:00:00Z, and closed half a day later.
  const id = await anIncident(db, { county, state: 'closed' })
  await db.raw(`update incidents set closed_at = '2026-01-01T12:00:00Z' where id = ?`, [id])
  for (const [datetime, count] of [
    ['2026-01-01T06:00:00Z', 1],
    ['2026-01-01T14:00:00%2B08:00', 1],
    ['2026-01-01T14:00:00+08:00', 1],
    ['2026-01-01T12:00:01Z', 0],
    ['2025-12-31T00:00:00Z/2026-01-01T00:00:00Z', 1],
    ['2025-12-31T00:00:00Z/P2D', 1],
    ['2025-12-01T00:00:00Z/P1M', 1],
    ['P1M/2026-01-31T00:00:00Z', 1],
    ['P1W/2026-01-31T00:00:00Z', 0],
    ['../2025-12-31T23:59:59Z', 0],
    ['/2026-01-01T00:00:00Z', 1],
    ['2026-01-01T12:00:00Z/..', 1],
    ['2026-01-02T00:00:00Z/', 0],
    ['../..', 1],
    // Days are Shanghai's: this one ends at 16:00 UTC.
    ['2026-01-01', 1],
    ['2025-12-31', 0],
    ['2025-12-30/2025-12-31', 0],
    ['2025-12-30/2026-01-01', 1],
    ['2025-12-30/P3D', 1],
    ['2025-12-30/P2D', 0],
  ] as const) {
    const { numberReturned } = await json(app, `/ogc/collections/incidents/items?datetime=${datetime}`)
    expect(numberReturned, datetime).toBe(count)
  }
  expect((await json(app, `${ITEMS}?datetime=2026-01-01/..`)).numberReturned).toBe(7)
})

test('30: the next link keeps every parameter', async ({ app }) => {
  const query = {
    limit: '1',
    bbox: '119,29,180,31',
    datetime: '2026-01-01/..',
    crs: `${EPSG}4490`,
    filter: "name LIKE '区%'",
    sortby: '-name',
    properties: 'name,code',
    level: 'county',
  }
  const pages = await pagesFrom(app, `${ITEMS}?${new URLSearchParams(query)}`)
  expect(pages.map(({ features }) => features[0]?.properties?.name)).toEqual(
    [4, 3, 2, 1, 0].map((i) => `区 ${i}`),
  )
  const next = new URL(linkOf(pages[0]!.links, 'next')!.href)
  expect(Object.fromEntries(next.searchParams)).toEqual({ ...query, f: 'json', cursor: expect.any(String) })
})

test('31–32: an item links to itself, its other formats and its collection; an unknown one is not found', async ({
  app,
}) => {
  const [feature] = (await json(app, `${ITEMS}?limit=1`)).features
  const item = await json<{ id: string; links: Link[] }>(app, `${ITEMS}/${feature?.id}`)
  expect(item.id).toBe(feature?.id)
  expect(linkOf(item.links, 'self')).toMatchObject({ type: 'application/geo+json' })
  expect(linkOf(item.links, 'alternate')).toMatchObject({ type: 'text/html' })
  expect(linkOf(item.links, 'collection')).toMatchObject({ type: 'application/json' })
  expect(await problem(app, `${ITEMS}/01900000-0000-7000-8000-000000000000`)).toBe(404)
  expect(await problem(app, `${ITEMS}/1`)).toBe(404)
})

test('33: a collection lists its systems and the one it is stored in', async ({ app }) => {
  const { crs, storageCrs } = await json<{ crs: string[]; storageCrs: string }>(app, '/ogc/collections/areas')
  expect(crs).toEqual(expect.arrayContaining([CRS84, `${EPSG}4326`, `${EPSG}4490`, `${EPSG}3857`]))
  expect(crs).toEqual(expect.arrayContaining([`${EPSG}4491`, `${EPSG}4554`, 'urn:x-wangge:crs:GCJ-02']))
  expect(storageCrs).toBe(CRS84)
})

test('34: Content-Crs names the system of every answer', async ({ app }) => {
  const [feature] = (await json(app, `${ITEMS}?limit=1`)).features
  for (const path of [
    ITEMS,
    `${ITEMS}?f=html`,
    `${ITEMS}/${feature?.id}`,
    `${ITEMS}?f=csv`,
    `${ITEMS}?f=fgb&limit=1`,
  ])
    expect((await app.inject(path)).headers['content-crs']).toBe(`<${CRS84}>`)
  const crs = `${EPSG}4528`
  for (const path of [`${ITEMS}?crs=${crs}`, `${ITEMS}/${feature?.id}?crs=${crs}`])
    expect((await app.inject(path)).headers['content-crs']).toBe(`<${crs}>`)
})

test('35: a system that is not served is refused', async ({ app }) => {
  for (const query of [
    `crs=${EPSG}4214`,
    'crs=EPSG:4326',
    'crs=',
    'crs=nonsense',
    `bbox=1,2,3,4&bbox-crs=${EPSG}4214`,
    'bbox-crs=x',
    'filter-crs=x',
  ])
    expect(await problem(app, `${ITEMS}?${query}`), query).toBe(400)
})

test('36–37: geometry transforms back from every system, its axes in the order of the authority', async ({
  app,
}) => {
  for (const name of ['4326', '4490', '3857', '4528', '4549', '4507', 'GCJ-02', 'BD-09']) {
    const uri = /^\d/.test(name) ? EPSG + name : `urn:x-wangge:crs:${name}`
    const isNorthFirst = /^4/.test(name)
    const convert = toWgs84(parseCrs(name), isNorthFirst ? 'yx' : 'xy')
    const there = (await json(app, `${ITEMS}?crs=${uri}&code=990101000000`)).features[0]!
    const ring = there.geometry.coordinates[0]![0]!
    const back = ring.map(([x, y]) => convert(x!, y!)) as Position[]
    const expected = square(120, 30, 0.5).coordinates[0]![0]!
    back.forEach(([lng, lat], i) => {
      expect(lng).toBeCloseTo(expected[i]![0]!, 7)
      expect(lat).toBeCloseTo(expected[i]![1]!, 7)
    })
    if (name === '4326' || name === '4490') expect(ring[1]).toEqual([30, 120.5])
    // Northing before easting, the zone before the easting where the system has it.
    if (name === '4528') expect(ring[0]![1]).toBeCloseTo(40_500_000, 3)
    if (name === '4549') expect(ring[0]![1]).toBeCloseTo(500_000, 3)
    // What a box in that system finds is what it finds here.
    const [x, y] = [ring.map(([x]) => x!), ring.map(([, y]) => y!)]
    const box = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)]
    const { features } = await json(app, `${ITEMS}?bbox=${box.join(',')}&bbox-crs=${uri}`)
    expect(features.map(({ properties }) => properties?.name)).toEqual(['区 0'])
  }
})
