import type { FastifyInstance } from 'fastify'
import { expect, vi } from 'vitest'
import { buildApp } from '../../../../server/app.ts'
import { ChangeFeed } from '../../../../server/platform/change-feed.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aGrid, aKey, aNet, anActivation, anArea, aPlan, aWorker, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

/** How many tiles were answered in each way since the app began, and how many were given up. */
async function counts(app: FastifyInstance) {
  const text = (await app.inject('/metrics')).body
  const value = (name: string) => Number(text.match(new RegExp(`^${name} (\\S+)$`, 'm'))?.[1])
  const how = (name: string) => value(`wangge_tiles_total{how="${name}"}`)
  return {
    kept: how('kept'),
    made: how('made'),
    shared: how('shared'),
    passed: how('passed'),
    purged: value('wangge_tile_cache_purged'),
  }
}

const namesIn = (payload: Buffer, layer: string) =>
  decodeTile(payload, layer).map(({ properties }) => properties.name)

/** A published plan whose grids, a hundredth of a degree wide, make a block of `side` × `side` from 120°E 30°N on. */
async function aTown(db: Database, side: number) {
  const county = await anArea(db, { level: 'county', geometry: square(120, 30, side / 100) })
  const community = await anArea(db, {
    level: 'community',
    county,
    parent: county,
    geometry: square(120, 30, side / 100),
  })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  const grids: string[] = []
  for (let i = 0; i < side * side; i++) {
    const [west, south] = [120 + (i % side) / 100, 30 + Math.floor(i / side) / 100]
    grids.push(
      await aGrid(db, { county, community, plan, code: `${i}`, geometry: square(west, south, 0.01) }),
    )
  }
  await anActivation(db, { county, community, plan })
  return { county, community, plan, net, grids }
}

const columnOf = (lng: number, z: number) => Math.floor(((lng + 180) / 360) * 2 ** z)
const rowOf = (lat: number, z: number) =>
  Math.floor((1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) * 2 ** (z - 1))

/** The tiles of a zoom over the block, one address each. */
function tilesOver(side: number, z: number): string[] {
  const addresses: string[] = []
  for (let x = columnOf(120, z); x <= columnOf(120 + side / 100, z); x++)
    for (let y = rowOf(30 + side / 100, z); y <= rowOf(30, z); y++) addresses.push(`${z}/${x}/${y}`)
  return addresses
}

/** The tile over the first grid of the block, where its worker is too. */
const FIRST = `14/${columnOf(120.005, 14)}/${rowOf(30.005, 14)}`

/** Waits until what was changed before has been heard and tiles are kept. */
const settled = (app: FastifyInstance) =>
  vi.waitFor(async () => {
    const before = await counts(app)
    for (let i = 0; i < 2; i++) await app.inject('/tiles/areas/0/0/0.mvt')
    expect((await counts(app)).kept).toBeGreaterThan(before.kept)
  }, 2000)

test('a tile is made once however many ask for it, and kept', async ({ app, db }) => {
  await anArea(db)
  await settled(app)
  const start = await counts(app)
  const url = '/tiles/areas/12/3413/1689.mvt'
  const first = await Promise.all(Array.from({ length: 20 }, () => app.inject(url)))
  expect(new Set(first.map(({ headers }) => headers.etag)).size).toBe(1)
  await app.inject(url)
  const { made, shared, kept } = await counts(app)
  expect(made - start.made).toBe(1)
  expect(shared + kept - start.shared - start.kept).toBe(20)
})

test('an edit of one grid makes exactly the tiles anew that it touches', async ({ app, db }) => {
  const { grids } = await aTown(db, 4)
  const addresses = [...tilesOver(4, 10), ...tilesOver(4, 13), ...tilesOver(4, 14), ...tilesOver(4, 15)]
  const read = async () => {
    const bodies = new Map<string, Buffer>()
    for (const address of addresses)
      bodies.set(address, (await app.inject(`/tiles/grids/${address}.mvt`)).rawPayload)
    return bodies
  }
  await settled(app)
  const start = await counts(app)
  const before = await read()
  const first = await counts(app)
  expect(first.made - start.made).toBe(addresses.length)
  await db.raw(`update grids set name = '改了名' where id = ?`, [grids[5]!])
  await vi.waitFor(async () => expect((await counts(app)).purged).toBeGreaterThan(first.purged), 200)
  const after = await read()
  const showing = addresses.filter((address) => {
    const body = after.get(address)!
    return body.length > 0 && namesIn(body, 'grids').includes('改了名')
  })
  const changed = addresses.filter((address) => !before.get(address)!.equals(after.get(address)!))
  expect(changed).toEqual(showing)
  const second = await counts(app)
  expect(second.purged - first.purged).toBe(showing.length)
  expect(second.made - first.made).toBe(showing.length)
  expect(showing.length).toBeLessThan(addresses.length / 2)
})

test('a tile that is under way when what it shows changes is not kept', async ({ services, db }) => {
  const feed = new ChangeFeed(async (_channel, hearing) => {
    hearing.live()
    announce = (change) => hearing.heard(JSON.stringify(change))
    return async () => {}
  })
  let announce: (change: object) => void = () => {}
  await feed.start()
  const { TileCache } = await import('../../../../server/domains/tiles/tile-cache.ts')
  const cache = new TileCache(feed, { maxBytes: 1e6, isUsable: () => true })
  const layers = [{ follows: [{ table: 'areas' }] }] as never
  const tile = { z: 0, x: 0, y: 0 }
  let finish: (bytes: Buffer) => void = () => {}
  const old = cache.tile('a', layers, tile, () => new Promise((resolve) => (finish = resolve)))
  announce({ table: 'areas', boxes: [[0, 0, 1, 1]] })
  // Who asks after the change does not wait for what was begun before it.
  const fresh = await cache.tile('a', layers, tile, async () => Buffer.from('new'))
  finish(Buffer.from('old'))
  expect((await old).body.plain.toString()).toBe('old')
  expect(fresh.how).toBe('made')
  const again = await cache.tile('a', layers, tile, async () => Buffer.from('newer'))
  expect(again).toMatchObject({ how: 'kept' })
  expect(again.body.plain.toString()).toBe('new')
  expect(db).toBe(services.db)
})

test('memory is bounded: the least recently used tiles go first', async ({ services }) => {
  const { TileCache } = await import('../../../../server/domains/tiles/tile-cache.ts')
  const cache = new TileCache(services.changes, { maxBytes: 100_000, isUsable: () => true })
  await vi.waitFor(() => expect(services.changes.isLive).toBe(true), 2000)
  const layers = [{ follows: [{ table: 'areas' }] }] as never
  for (let x = 0; x < 100; x++)
    await cache.tile('a', layers, { z: 10, x, y: 0 }, async () => Buffer.alloc(9_000))
  expect(cache.byteLength).toBeLessThanOrEqual(100_000)
  expect(cache.size).toBe(10)
  const made = await cache.tile('a', layers, { z: 10, x: 99, y: 0 }, async () => Buffer.alloc(1))
  expect(made.how).toBe('kept')
})

test('while changes could be missed nothing is kept', async ({ services, db }) => {
  await anArea(db)
  const deaf = new ChangeFeed(async () => async () => {})
  const app = buildApp(
    { ...services, changes: deaf },
    {
      host: '127.0.0.1',
      allowedHosts: ['localhost'],
      timeZone: 'Asia/Shanghai',
      tileCacheMegabytes: 16,
      isReady: () => true,
    },
  )
  await app.ready()
  for (let i = 0; i < 3; i++) await app.inject('/tiles/areas/12/3413/1689.mvt')
  expect(await counts(app)).toMatchObject({ passed: 3, kept: 0, made: 0 })
  await app.close()
})

test('two processes: what one changes, the other no longer shows', async ({ app, db, services }) => {
  const other = buildApp(services, {
    host: '127.0.0.1',
    allowedHosts: ['localhost'],
    timeZone: 'Asia/Shanghai',
    tileCacheMegabytes: 16,
    isReady: () => true,
  })
  await other.ready()
  const id = await anArea(db, { name: '旧' })
  const url = '/tiles/areas/12/3413/1689.mvt'
  for (const each of [app, other])
    expect(namesIn((await each.inject(url)).rawPayload, 'areas')).toEqual(['旧'])
  await db.raw(`update areas set name = '新' where id = ?`, [id])
  for (const each of [app, other])
    await vi.waitFor(
      async () => expect(namesIn((await each.inject(url)).rawPayload, 'areas')).toEqual(['新']),
      { timeout: 200, interval: 5 },
    )
  await other.close()
})

test('a plan that begins at a set moment shows from then on, though nobody writes', async ({ app, db }) => {
  const { county, community, net, plan } = await aTown(db, 1)
  const url = `/tiles/grids/${FIRST}.mvt`
  const plans = async () =>
    decodeTile((await app.inject(url)).rawPayload, 'grids').map(({ properties }) => properties.plan)
  expect(await plans()).toEqual([plan])
  const next = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  await aGrid(db, { county, community, plan: next, code: 'n', geometry: square(120, 30, 0.01) })
  const from = new Date(Date.now() + 700).toISOString()
  await db.raw(`update plan_activations set valid = tstzrange(lower(valid), ?) where plan_id = ?`, [
    from,
    plan,
  ])
  await anActivation(db, { county, community, plan: next, from })
  await vi.waitFor(async () => expect(await plans()).toEqual([plan]), 200)
  expect(await plans()).toEqual([plan])
  await vi.waitFor(async () => expect(await plans()).toEqual([next]), { timeout: 2000, interval: 20 })
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(from))
})

test('tiles of a published plan may be kept for ever, those of a draft are asked for again', async ({
  app,
  db,
}) => {
  const { county, community, net, plan } = await aTown(db, 1)
  const draft = await aPlan(db, { county, nets: { [community]: net } })
  await aGrid(db, { county, community, plan: draft, geometry: square(120, 30, 0.01) })
  const cacheControl = async (id: string) =>
    (await app.inject(`/tiles/plans/${id}/${FIRST}.mvt`)).headers['cache-control']
  expect(await cacheControl(plan)).toBe('public, max-age=31536000, immutable')
  expect(await cacheControl(draft)).toBe('public, no-cache')
  await db.raw(`update plans set status = 'published' where id = ?`, [draft])
  await vi.waitFor(async () => expect(await cacheControl(draft)).toContain('immutable'), 200)
})

test('callers of different areas never share a tile', async ({ app, db }) => {
  const { county, community } = await aTown(db, 1)
  const elsewhere = await anArea(db, { level: 'county', geometry: square(121, 30, 0.1) })
  const worker = await aWorker(db, { county, community })
  const url = `/tiles/workers/${FIRST}.mvt`
  const seenBy = async (areaIds: string[] | null) => {
    const { authorization } = await aKey(db, { role: 'viewer', areaIds })
    const answer = await app.inject({ url, headers: { authorization } })
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    return answer.statusCode === 204
      ? []
      : decodeTile(answer.rawPayload, 'workers').map((it) => it.properties.id)
  }
  expect(await seenBy(null)).toEqual([worker])
  expect(await seenBy([elsewhere])).toEqual([])
  expect(await seenBy([county])).toEqual([worker])
  expect(await seenBy([elsewhere])).toEqual([])
  // The community goes under the other county: the worker does with it.
  const { authorization } = await aKey(db, { role: 'viewer', areaIds: [elsewhere] })
  await db.raw('update areas set parent_id = ? where id = ?', [elsewhere, community])
  await vi.waitFor(
    async () => expect((await app.inject({ url, headers: { authorization } })).statusCode).toBe(200),
    200,
  )
})
