import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { buildApp } from '../../../../server/app.ts'
import type { Services } from '../../../../server/platform/services.ts'
import { test } from '../../../support/app.ts'
import { aKey, aNet, anArea, aPlan, aWorker, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

/** An app that listens, for `inject` goes past the server and with it past every shortcut. */
async function listening(services: Services, origins: string[] = []) {
  const app = buildApp(services, {
    host: '127.0.0.1',
    allowedHosts: ['localhost', '127.0.0.1'],
    timeZone: 'Asia/Shanghai',
    tileCacheMegabytes: 16,
    origins,
    isReady: () => true,
  })
  return { app, address: await app.listen({ host: '127.0.0.1', port: 0 }) }
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer }

const NOT_COMPARED = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])
const compared = (headers: Iterable<[string, unknown]>) =>
  Object.fromEntries(
    [...headers].filter(([name]) => !NOT_COMPARED.has(name)).map(([name, it]) => [name, String(it)]),
  )

async function byRoute(app: FastifyInstance, url: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await app.inject({ url, headers })
  return {
    status: answer.statusCode,
    headers: compared(Object.entries(answer.headers)),
    body: answer.rawPayload,
  }
}

async function byShortcut(address: string, url: string, headers: Record<string, string>): Promise<Answer> {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get(`${address}${url}`, { headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: compared(Object.entries(answer.headers)),
          body: Buffer.concat(chunks),
        }),
      )
    }).on('error', reject)
  })
}

const keptCount = async (app: FastifyInstance) =>
  Number((await app.inject('/metrics')).body.match(/^wangge_tiles_total\{how="kept"\} (\d+)$/m)?.[1])

test('a tile from memory is answered as its route answers it', async ({ services, db }) => {
  const county = await anArea(db, { level: 'county', name: '很长的名字'.repeat(40) })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const worker = await aWorker(db, { county, community })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net } })
  const everywhere = await aKey(db, { role: 'viewer' })
  const elsewhere = await anArea(db, { geometry: square(130, 30, 0.1) })
  const nowhere = await aKey(db, { role: 'viewer', areaIds: [elsewhere] })
  expect(worker).toBeTruthy()
  const { app, address } = await listening(services)
  const urls = [
    '/tiles/areas/12/3413/1689.mvt',
    '/tiles/areas/0/0/0.mvt',
    '/tiles/areas/12/0/0.mvt',
    '/tiles/workers/14/13653/6757.mvt',
    '/tiles/areas,workers/14/13653/6757.mvt',
    `/tiles/plans/${plan}/3/0/0.mvt`,
  ]
  const { etag = '' } = (await byRoute(app, urls[0]!, {})).headers
  const callers = [
    {},
    { 'accept-encoding': 'gzip' },
    { 'accept-encoding': 'gzip, br' },
    { 'if-none-match': etag },
    { 'if-none-match': `"x", W/${etag}` },
    { 'if-none-match': '*' },
    { authorization: everywhere.authorization },
    { authorization: nowhere.authorization },
    { authorization: nowhere.authorization, 'accept-encoding': 'br' },
  ]
  for (const url of urls)
    for (const headers of callers) {
      const host = { host: '127.0.0.1', ...headers }
      // The first asking makes what is kept.
      await byRoute(app, url, host)
      const before = await keptCount(app)
      expect(await byShortcut(address, url, headers), `${url} ${JSON.stringify(headers)}`).toEqual(
        await byRoute(app, url, host),
      )
      expect((await keptCount(app)) - before).toBe(2)
    }
  await app.close()
})

test.for([
  { whose: 'nobody’s', origins: [] },
  { whose: 'named', origins: ['https://maps.example'] },
  { whose: 'any', origins: ['*'] },
] as { whose: string; origins: string[] }[])(
  'where $whose pages may read they are told the same from memory as by the route',
  async ({ origins }, { services, db }) => {
    await anArea(db)
    const { app, address } = await listening(services, origins)
    const url = '/tiles/areas/12/3413/1689.mvt'
    const { etag = '' } = (await byRoute(app, url, { host: '127.0.0.1' })).headers
    for (const origin of ['https://maps.example', 'https://evil.example', undefined])
      for (const known of [{}, { 'if-none-match': etag }]) {
        const headers = { ...(origin ? { origin } : {}), ...known }
        const before = await keptCount(app)
        const answer = await byShortcut(address, url, headers)
        expect(answer).toEqual(await byRoute(app, url, { host: '127.0.0.1', ...headers }))
        expect((await keptCount(app)) - before).toBe(2)
        const mayRead = origins.includes('*') ? '*' : origin
        const isGranted = origin !== undefined && (origins.includes('*') || origins.includes(origin))
        expect(answer.headers['access-control-allow-origin']).toBe(isGranted ? mayRead : undefined)
        expect(answer.headers.vary).toBe(
          origins[0]?.startsWith('https') ? 'Accept-Encoding, Origin' : 'Accept-Encoding',
        )
      }
    await app.close()
  },
)

test('what may not be read from memory goes the whole way and is refused there', async ({ services, db }) => {
  await anArea(db)
  const { app, address } = await listening(services)
  const url = '/tiles/areas/12/3413/1689.mvt'
  await byRoute(app, url, { host: '127.0.0.1' })
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await byShortcut(address, path, headers)).status
  expect(await status(url)).toBe(200)
  expect(await status(url, { authorization: 'Bearer nonsense' })).toBe(401)
  expect(await status(url, { host: 'evil.example' })).toBe(401)
  expect(await status(url, { 'x-forwarded-for': '10.0.0.1' })).toBe(401)
  expect(await status(`${url}?x=1`)).toBe(400)
  expect(await status(url.replace('/12/', '/012/'))).toBe(400)
  expect(await status('/tiles/areas/12/99999/0.mvt')).toBe(400)
  await app.close()
})

test('a key that is revoked opens nothing that is kept', async ({ services, db }) => {
  await anArea(db)
  const { id, authorization } = await aKey(db, { role: 'viewer' })
  const { app, address } = await listening(services)
  const url = '/tiles/areas/12/3413/1689.mvt'
  for (let i = 0; i < 3; i++) expect((await byShortcut(address, url, { authorization })).status).toBe(200)
  await db.raw('update api_keys set revoked_at = now() where id = ?', [id])
  const { vi } = await import('vitest')
  await vi.waitFor(
    async () => expect((await byShortcut(address, url, { authorization })).status).toBe(401),
    200,
  )
  await app.close()
})

test('under a load of readers nobody who asks 200 ms after an edit was committed gets an older tile', async ({
  services,
  db,
}) => {
  const id = await anArea(db, { name: '0' })
  const { app, address } = await listening(services)
  const url = '/tiles/areas/12/3413/1689.mvt'
  /** When each version was committed, by its number. */
  const committed = [performance.now()]
  let isOver = false
  const read: { asked: number; version: number }[] = []
  const reader = async () => {
    while (!isOver) {
      const asked = performance.now()
      const { body } = await byShortcut(address, url, {})
      read.push({ asked, version: Number(decodeTile(body, 'areas')[0]?.properties.name) })
    }
  }
  const readers = Array.from({ length: 8 }, reader)
  for (let version = 1; version <= 20; version++) {
    await db.raw('update areas set name = ? where id = ?', [String(version), id])
    committed.push(performance.now())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await new Promise((resolve) => setTimeout(resolve, 250))
  isOver = true
  await Promise.all(readers)
  for (const { asked, version } of read) {
    const newest = committed.findLastIndex((at) => at + 200 <= asked)
    expect(version).toBeGreaterThanOrEqual(newest)
  }
  expect(read.at(-1)?.version).toBe(20)
  expect(read.length).toBeGreaterThan(40)
  await app.close()
})
