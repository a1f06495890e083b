import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, vi } from 'vitest'
import { test } from '../../../support/app.ts'
import { aGrid, aNet, anArea, aPlan, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

/** 120°E 30°N at zoom 12. */
const TILE = '12/3413/1689'
/** The longest that a kept tile may be older than what was committed. */
const FRESH = { timeout: 200, interval: 5 }

test('a tile carries its features with id and properties', async ({ app, db }) => {
  const id = await anArea(db, { code: '990101000000', name: '云泽县', geometry: square(120, 30, 0.02) })
  const answer = await app.inject(`/tiles/areas/${TILE}.mvt`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(answer.headers['cache-control']).toBe('public, no-cache')
  const features = decodeTile(answer.rawPayload, 'areas')
  expect(features).toHaveLength(1)
  expect(features[0]!.properties).toEqual({
    id,
    code: '990101000000',
    name: '云泽县',
    level: 'county',
    areaSquareMeters: expect.closeTo(4_278_000, -4),
    isFictional: false,
  })
  // The outline reaches as far over the tile's edge as the buffer does, and no further.
  expect(features[0]!.box[0]).toBeGreaterThanOrEqual(-64)
})

test('a tile where nothing lies is empty', async ({ app }) => {
  const answer = await app.inject(`/tiles/areas/${TILE}.mvt`)
  expect(answer.statusCode).toBe(204)
  expect(answer.rawPayload).toHaveLength(0)
})

test('an edit shows at once, and what has not changed is not sent again', async ({ app, db }) => {
  const id = await anArea(db, { name: '旧' })
  const first = await app.inject(`/tiles/areas/${TILE}.mvt`)
  const headers = { 'if-none-match': first.headers.etag as string }
  const same = await app.inject({ url: `/tiles/areas/${TILE}.mvt`, headers })
  expect(same.statusCode).toBe(304)
  await db.raw('update areas set name = ? where id = ?', ['新', id])
  await vi.waitFor(async () => {
    const changed = await app.inject({ url: `/tiles/areas/${TILE}.mvt`, headers })
    expect(changed.statusCode).toBe(200)
    expect(decodeTile(changed.rawPayload, 'areas')[0]!.properties.name).toBe('新')
  }, FRESH)
})

test('a tile is compressed for who accepts that, each form with an ETag of its own', async ({ app, db }) => {
  await anArea(db, { name: '很长的名字'.repeat(30) })
  const ask = (encoding?: string) =>
    app.inject({ url: `/tiles/areas/${TILE}.mvt`, headers: encoding ? { 'accept-encoding': encoding } : {} })
  const plain = await ask()
  expect(plain.headers['content-encoding']).toBeUndefined()
  const gzip = await ask('gzip')
  expect(gzip.headers['content-encoding']).toBe('gzip')
  expect(gzip.headers.vary).toContain('Accept-Encoding')
  expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload)
  const brotli = await ask('gzip, deflate, br, zstd')
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
  expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3)
  expect((await ask('br;q=0.5, gzip')).headers['content-encoding']).toBe('gzip')
  expect((await ask('gzip;q=0, br;q=0')).headers['content-encoding']).toBeUndefined()
})

test('one tile may carry several layers', async ({ app, db }) => {
  const county = await anArea(db, { level: 'county' })
  await anArea(db, { level: 'community', county, parent: county, geometry: square(120, 30, 0.05) })
  const { rawPayload } = await app.inject(`/tiles/areas,communities/${TILE}.mvt`)
  expect(decodeTile(rawPayload, 'areas')).toHaveLength(2)
  expect(decodeTile(rawPayload, 'communities')).toHaveLength(1)
})

test('the OGC address gives the same tile, row before column', async ({ app, db }) => {
  await anArea(db, {})
  const xyz = await app.inject(`/tiles/areas/${TILE}.mvt`)
  const ogc = await app.inject('/ogc/collections/areas/tiles/WebMercatorQuad/12/1689/3413')
  expect(ogc.statusCode).toBe(200)
  expect(ogc.rawPayload).toEqual(xyz.rawPayload)
})

test("a plan's own grids are tiles before it is published", async ({ app, db }) => {
  const county = await anArea(db, { level: 'county' })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net } })
  const other = await aPlan(db, { county, nets: { [community]: net } })
  const grid = await aGrid(db, { county, community, plan, households: 250 })
  const answer = await app.inject(`/tiles/plans/${plan}/${TILE}.mvt`)
  const [feature] = decodeTile(answer.rawPayload, 'grids')
  expect(feature!.properties).toMatchObject({ id: grid, plan, community, households: 250, tier: 'basic' })
  expect((await app.inject(`/tiles/plans/${other}/${TILE}.mvt`)).statusCode).toBe(204)
  const tileJson = (await app.inject(`/tiles/plans/${plan}.json`)).json()
  expect(tileJson.tiles).toEqual([`http://localhost:80/tiles/plans/${plan}/{z}/{x}/{y}.mvt`])
})

test('TileJSON says what is in the tiles, where, and that a demo is fictional', async ({ app, db }) => {
  const id = await anArea(db, { geometry: square(120, 30, 0.1) })
  await db.raw('update areas set is_fictional = true where id = ?', [id])
  const answer = await app.inject('/tiles/areas,communities.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    tilejson: '3.0.0',
    tiles: ['http://localhost:80/tiles/areas,communities/{z}/{x}/{y}.mvt'],
    minzoom: 0,
    maxzoom: 16,
    bounds: [120, 30, 120.1, 30.1],
    attribution: expect.stringContaining('虚构'),
    vector_layers: [
      { id: 'areas', minzoom: 0, maxzoom: 16, fields: { id: 'String', areaSquareMeters: 'Number' } },
      { id: 'communities', minzoom: 8 },
    ],
  })
})

test.for([
  ['/tiles/areas/3/8/0.mvt', 400, /columns and rows 0 to 7/],
  ['/tiles/areas/23/0/0.mvt', 400, /22/],
  ['/tiles/areas/1e400/0/0.mvt', 400, /integer/],
  ['/tiles/areas/1/-1/0.mvt', 400, /0/],
  ['/tiles/areas/17/0/0.mvt', 404, /zooms 0 to 16/],
  ['/tiles/communities/7/0/0.mvt', 404, /zooms 8 to 16/],
  ['/tiles/pg_tables/1/0/0.mvt', 400, /pattern/],
  ['/tiles/nothing/1/0/0.mvt', 404, /nothing/],
  ['/tiles/areas,nothing.json', 404, /nothing/],
  ['/tiles/plans/01900000-0000-7000-8000-000000000000/1/0/0.mvt', 404, /plan/],
  ['/tiles/plans/1/1/0/0.mvt', 400, /pattern/],
] as const)('%s is refused with %i', async ([url, status, words], { app }) => {
  const answer = await app.inject(url)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body).toMatch(words)
})
