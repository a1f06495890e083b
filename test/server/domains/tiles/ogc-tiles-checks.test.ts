/** The checks of OGC API – Tiles and TileJSON, one test each, by their numbers. */
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { buildApp } from '../../../../server/app.ts'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

type Link = { rel: string; href: string; type?: string; templated?: boolean }
type Limits = Record<'minTileRow' | 'maxTileRow' | 'minTileCol' | 'maxTileCol', number> & {
  tileMatrix: string
}

const VECTOR_TILES = 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector'
const read = async (app: FastifyInstance, url: string) => (await app.inject(url)).json()
const linkOf = (links: Link[], rel: string) => links.find((link) => link.rel === rel)

/** The tile set of the areas, found as a client finds it: by links alone. */
async function tileSet(app: FastifyInstance) {
  const { links } = await read(app, '/ogc/collections/areas')
  const { tilesets } = await read(app, linkOf(links, VECTOR_TILES)!.href)
  return tilesets[0] as { tileMatrixSetId: string; tileMatrixSetLimits: Limits[]; links: Link[] }
}

/** The address of a tile by the template of the tile set. */
const tileAt = ({ links }: { links: Link[] }, matrix: string | number, row: number, column: number) =>
  linkOf(links, 'item')!
    .href.replace('{tileMatrix}', String(matrix))
    .replace('{tileRow}', String(row))
    .replace('{tileCol}', String(column))

test('1: the conformance says that tiles are served', async ({ app }) => {
  const { conformsTo } = await read(app, '/ogc/conformance')
  for (const part of ['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt'])
    expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${part}`)
})

test('2: every collection leads to its vector tiles', async ({ app }) => {
  const { collections } = await read(app, '/ogc/collections')
  for (const { links } of collections) {
    const link = linkOf(links, VECTOR_TILES)
    expect(link?.type).toBe('application/json')
    expect((await app.inject(link!.href)).statusCode).toBe(200)
  }
})

test('3: a tile set names its tile matrix set, where to find it, and the limits of the data', async ({
  app,
  db,
}) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  const set = await tileSet(app)
  expect(set.tileMatrixSetId).toBe('WebMercatorQuad')
  expect(set.tileMatrixSetLimits.find(({ tileMatrix }) => tileMatrix === '12')).toEqual({
    tileMatrix: '12',
    minTileRow: 1688,
    maxTileRow: 1689,
    minTileCol: 3413,
    maxTileCol: 3414,
  })
  const scheme = linkOf(set.links, 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme')
  const { tileMatrices } = await read(app, scheme!.href)
  // As the standard's own definition has them.
  expect(tileMatrices[0].scaleDenominator).toBeCloseTo(559082264.028717, 3)
  expect(tileMatrices[12]).toMatchObject({ id: '12', matrixWidth: 4096, matrixHeight: 4096 })
  expect(tileMatrices[12].cellSize).toBeCloseTo(38.21851414258813, 9)
  const self = linkOf(set.links, 'self')
  expect(await read(app, self!.href)).toEqual(set)
})

test('4: the template of its tiles holds matrix, row and column', async ({ app }) => {
  const item = linkOf((await tileSet(app)).links, 'item')
  expect(item).toMatchObject({ type: 'application/vnd.mapbox-vector-tile', templated: true })
  expect(item?.href).toContain('{tileMatrix}/{tileRow}/{tileCol}')
})

test('5: within the limits there is a tile, be it empty; 6: beyond them there is none', async ({
  app,
  db,
}) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  await anArea(db, { geometry: square(121, 29, 0.1) })
  const set = await tileSet(app)
  for (const { tileMatrix, ...limits } of set.tileMatrixSetLimits) {
    const status = async (row: number, column: number) =>
      (await app.inject(tileAt(set, tileMatrix, row, column))).statusCode
    for (const row of [limits.minTileRow, limits.maxTileRow])
      for (const column of [limits.minTileCol, limits.maxTileCol])
        expect([200, 204], `${tileMatrix}/${row}/${column}`).toContain(await status(row, column))
    expect([400, 404]).toContain(await status(limits.maxTileRow + 1, limits.minTileCol))
    expect([400, 404]).toContain(await status(limits.minTileRow, limits.maxTileCol + 1))
    if (limits.minTileRow > 0)
      expect([400, 404]).toContain(await status(limits.minTileRow - 1, limits.minTileCol))
  }
})

test('7: the row comes before the column, and is another number', async ({ app, db }) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  const set = await tileSet(app)
  const [row, column] = [1689, 3413]
  const answer = await app.inject(tileAt(set, 12, row, column))
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload).toEqual((await app.inject(`/tiles/areas/12/${column}/${row}.mvt`)).rawPayload)
  expect((await app.inject(tileAt(set, 12, column, row))).statusCode).toBe(404)
})

test('8: a tile has its content type, an ETag that answers 304, and says what it varies by', async ({
  app,
  db,
}) => {
  await anArea(db)
  const url = tileAt(await tileSet(app), 12, 1689, 3413)
  const first = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
  expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(first.headers.vary).toContain('Accept-Encoding')
  const again = await app.inject({
    url,
    headers: { 'accept-encoding': 'gzip', 'if-none-match': String(first.headers.etag) },
  })
  expect(again.statusCode).toBe(304)
  expect(again.rawPayload).toHaveLength(0)
  expect(again.headers.etag).toBe(first.headers.etag)
})

test('9: TileJSON 3 says what is in the tiles and where, and its addresses give them', async ({
  app,
  db,
}) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  const { links } = await tileSet(app)
  const tileJson = await read(app, linkOf(links, 'describedby')!.href)
  expect(tileJson).toMatchObject({
    tilejson: '3.0.0',
    minzoom: 0,
    maxzoom: 16,
    bounds: [120, 30, 120.1, 30.1],
    vector_layers: [{ id: 'areas' }],
  })
  const url = tileJson.tiles[0].replace('{z}', '12').replace('{x}', '3413').replace('{y}', '1689')
  const [feature] = decodeTile((await app.inject(url)).rawPayload, 'areas')
  const fields = Object.keys(tileJson.vector_layers[0].fields)
  expect(fields).toEqual(expect.arrayContaining(Object.keys(feature!.properties)))
})

test('10: addresses are absolute and obey a trusted proxy, its path included', async ({ services }) => {
  const app = buildApp(services, {
    host: '0.0.0.0',
    allowedHosts: [],
    timeZone: 'Asia/Shanghai',
    tileCacheMegabytes: 0,
    trustProxy: true,
    isReady: () => true,
  })
  const { aKey } = await import('../../../support/builders.ts')
  const { authorization } = await aKey(services.db, { role: 'viewer' })
  const headers = {
    authorization,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'maps.example:8443',
    'x-forwarded-prefix': '/wangge',
  }
  const readAs = async (url: string) => (await app.inject({ url, headers })).json()
  const base = 'https://maps.example:8443/wangge'
  expect((await readAs('/tiles/areas.json')).tiles).toEqual([`${base}/tiles/areas/{z}/{x}/{y}.mvt`])
  const { tilesets } = await readAs('/ogc/collections/areas/tiles')
  for (const { href } of tilesets[0].links) expect(href.startsWith(`${base}/`), href).toBe(true)
  const { links } = await readAs('/ogc/collections/areas')
  expect(linkOf(links, VECTOR_TILES)?.href).toBe(`${base}/ogc/collections/areas/tiles`)
  await app.close()
})
