import type { FastifyInstance, InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { revokeKey } from '../../../../server/domains/identity/index.ts'
import { rows } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aKey } from '../../../support/builders.ts'

const JOB = '/api/jobs/01900000-0000-7000-8000-000000000000'
const status = async (app: FastifyInstance, request: InjectOptions) => (await app.inject(request)).statusCode
/** 404 = allowed in, and there is no such job. */
const read = (app: FastifyInstance, headers: Record<string, string>) => status(app, { url: JOB, headers })
const change = (app: FastifyInstance, headers: Record<string, string>) =>
  status(app, { method: 'DELETE', url: JOB, headers })

test('on loopback, a request without credentials may read and not write', async ({ app }) => {
  expect(await read(app, {})).toBe(404)
  const refused = await app.inject({ method: 'DELETE', url: JOB })
  expect(refused.statusCode).toBe(401)
  expect(refused.headers['www-authenticate']).toBe('Bearer realm="wangge"')
  expect(refused.json()).toMatchObject({ type: '/problems/unauthenticated', needed: 'planner' })
})

test.for([
  { host: 'evil.example' },
  { host: 'localhost.evil.example' },
  { host: '127.0.0.1.nip.io' },
  { host: 'localhost', 'x-forwarded-for': '10.0.0.1' },
  { host: 'localhost', 'x-forwarded-host': 'localhost' },
  { host: 'localhost', 'x-real-ip': '10.0.0.1' },
  { host: 'localhost', forwarded: 'for=10.0.0.1' },
  { host: 'localhost', via: '1.1 proxy' },
])(
  'a request that did not come straight from this machine needs credentials: %o',
  async (headers, { app }) => {
    expect(await read(app, headers as Record<string, string>)).toBe(401)
    const page = await app.inject({ url: '/', headers })
    expect(page.headers['set-cookie']).toBeUndefined()
  },
)

test('a valid key may do what its role may, from anywhere', async ({ app, db }) => {
  const host = 'gis.example'
  const viewer = await aKey(db, { role: 'viewer' })
  const planner = await aKey(db, { role: 'planner' })
  expect(await read(app, { host, authorization: viewer.authorization })).toBe(404)
  expect(await change(app, { host, authorization: viewer.authorization })).toBe(403)
  expect(await change(app, { host, authorization: planner.authorization })).toBe(404)
})

test('a bad key is refused even where no key would do', async ({ app, db }) => {
  const revoked = await aKey(db)
  await revokeKey(db, revoked.id, 'test')
  const expired = await aKey(db, { expiresAt: new Date(Date.now() + 60_000) })
  await rows(db, `update api_keys set expires_at = now() - interval '1 second' where id = ?`, [expired.id])
  const unknown = `Bearer wgk_${'A'.repeat(43)}`
  for (const authorization of [
    revoked.authorization,
    expired.authorization,
    unknown,
    'Bearer x',
    'Basic eDp5',
    '',
  ])
    expect(await read(app, { authorization }), authorization).toBe(401)
})

test('the page of a local demo gets a session that may edit, from the page itself only', async ({ app }) => {
  const page = await app.inject('/')
  const set = String(page.headers['set-cookie'])
  expect(set).toMatch(/^wangge_session_80=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const cookie = set.split(';')[0] as string
  expect(await change(app, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(404)
  expect(await change(app, { cookie, host: 'localhost:80', origin: 'http://localhost:80' })).toBe(404)
  for (const headers of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:9999' },
  ])
    expect(await change(app, { cookie, ...headers } as Record<string, string>), JSON.stringify(headers)).toBe(
      403,
    )
})

test('the cookie of another process, port or address is none', async ({ app }) => {
  const cookie = String((await app.inject('/')).headers['set-cookie']).split(';')[0] as string
  const sameOrigin = { 'sec-fetch-site': 'same-origin' }
  expect(await change(app, { ...sameOrigin, cookie: 'wangge_session_80=guess' })).toBe(401)
  expect(await change(app, { ...sameOrigin, cookie, host: 'localhost:9999' })).toBe(401)
  expect(await change(app, { ...sameOrigin, cookie, host: 'evil.example' })).toBe(401)
  expect(await change(app, { ...sameOrigin, cookie, 'x-forwarded-for': '10.0.0.1' })).toBe(401)
})
