/** Answers of any length: flat memory, no faster than they are read, and no more once nobody reads. */
import { get, type IncomingMessage } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { anArea } from '../../../support/builders.ts'

/** So many workers of one county, in a row. */
async function workers(db: Database, count: number) {
  const county = await anArea(db)
  await db.raw(
    `insert into workers (county_id, id, community_id, source, source_id, label, role, employment, on_duty, geom)
     select c.id, gen_random_uuid(), c.id, 'test', n, '网格员 ' || n, 'gridworker', 'full', true,
       ST_SetSRID(ST_MakePoint(120 + n * 1e-6, 30), 4326)
     from (select cast(? as uuid) as id) as c, generate_series(1, cast(? as integer)) as n`,
    [county, count],
  )
}

const open = async (app: FastifyInstance, path: string, headers: Record<string, string> = {}) => {
  const { port } = (app.server.address() as { port: number } | null) ?? {
    port: Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port),
  }
  return new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers: { host: 'localhost', ...headers } }, resolve).on(
      'error',
      reject,
    )
  })
}

/** How many statements over workers a piece of work runs. */
function countQueries(db: Database) {
  let count = 0
  const heard = ({ sql }: { sql: string }) => {
    if (sql.includes('from workers')) count++
  }
  db.on('query', heard)
  return { count: () => count, stop: () => db.off('query', heard) }
}

/** Megabytes in use once what nobody holds is gone: the size of a process says little, for it keeps what it had. */
function liveMegabytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + external + arrayBuffers) / 1e6
}

test('100,000 features pass through without staying', async ({ app, db, services }) => {
  const count = services.engine === 'server' ? 100_000 : 8000
  await workers(db, count)
  const answer = await open(app, '/ogc/collections/workers/items?f=geojsonseq')
  let [lines, bytes] = [0, 0]
  const live: number[] = []
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length
    for (const byte of piece) if (byte === 10) lines++
    if (lines >= (count / 5) * (live.length + 1)) live.push(liveMegabytes())
  }
  expect(lines).toBe(count)
  expect(bytes).toBeGreaterThan(count * 200)
  // As measured up to 11, a chunk more or less on its way; 40 when every row stays.
  expect(live.at(-1)! - live[0]!, `MB, of ${live.map(Math.round)}`).toBeLessThan(25)
}, 60_000)

test('a reader that goes away asks the database no further', async ({ app, db }) => {
  await workers(db, 20_000)
  const queries = countQueries(db)
  const answer = await open(app, '/ogc/collections/workers/items?f=csv')
  await new Promise((resolve) => answer.once('data', resolve))
  answer.destroy()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const soon = queries.count()
  await new Promise((resolve) => setTimeout(resolve, 300))
  queries.stop()
  expect(queries.count()).toBe(soon)
  // All of it would take ten.
  expect(soon).toBeLessThan(10)
})

test('a reader that waits is waited for', async ({ app, db }) => {
  await workers(db, 40_000)
  const queries = countQueries(db)
  const answer = await open(app, '/ogc/collections/workers/items?f=geojsonseq')
  answer.pause()
  await new Promise((resolve) => setTimeout(resolve, 500))
  const waiting = queries.count()
  let bytes = 0
  for await (const piece of answer as AsyncIterable<Buffer>) bytes += piece.length
  queries.stop()
  expect(waiting).toBeLessThan(queries.count())
  expect(bytes).toBeGreaterThan(40_000 * 200)
})

test('a long answer has no ETag, is compressed as it goes, and says its counts at the end', async ({
  app,
  db,
}) => {
  await workers(db, 12_000)
  const answer = await open(app, '/ogc/collections/workers/items?limit=11000', { 'accept-encoding': 'gzip' })
  expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' })
  expect(answer.headers.etag).toBeUndefined()
  const pieces: Buffer[] = []
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece)
  const { numberReturned, features, links } = JSON.parse(gunzipSync(Buffer.concat(pieces)).toString())
  expect(numberReturned).toBe(11_000)
  expect(features).toHaveLength(11_000)
  const next = links.find((link: { rel: string }) => link.rel === 'next').href
  expect((await app.inject(next)).json()).toMatchObject({ numberReturned: 1000 })
})

test('only the head of a long answer reads nothing, and what is wrong is said before it begins', async ({
  app,
  db,
}) => {
  await workers(db, 1)
  const queries = countQueries(db)
  const head = await app.inject({ method: 'HEAD', url: '/ogc/collections/workers/items?f=csv' })
  queries.stop()
  expect(head.statusCode).toBe(200)
  expect(head.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(queries.count()).toBe(0)
  const wrong = await app.inject('/ogc/collections/workers/items?f=csv&cursor=WyJhIl0')
  expect(wrong.statusCode).toBe(400)
  expect(wrong.headers['content-type']).toContain('application/problem+json')
})
