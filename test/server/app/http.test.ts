/** What every answer has in common, over a real socket. */
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import request from 'supertest'
import { expect } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { test as base } from '../../support/app.ts'
import { aKey } from '../../support/builders.ts'

const test = base.extend('logged', async ({ services }, { onCleanup }) => {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const app = buildApp(services, {
    host: '127.0.0.1',
    allowedHosts: ['127.0.0.1'],
    timeZone: 'Asia/Shanghai',
    tileCacheMegabytes: 0,
    isReady: () => true,
    logger: { level: 'info', stream },
  })
  onCleanup(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, log: () => text }
})

const portOf = (app: FastifyInstance) => (app.server.address() as { port: number }).port

/** What comes back for bytes that no HTTP client would send. */
const sendRaw = (app: FastifyInstance, bytes: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(portOf(app), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })

test('every answer carries the headers that keep a browser safe, errors too', async ({ logged: { app } }) => {
  for (const [path, status] of [
    ['/health/live', 200],
    ['/nowhere', 404],
    ['/api/areas?limit=x', 400],
  ] as const) {
    const { headers } = await request(app.server).get(path).expect(status)
    expect(headers['content-security-policy']).toContain("script-src 'self'; worker-src 'self' blob:;")
    expect(headers['content-security-policy']).not.toContain('unsafe-eval')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  }
})

test('the documentation of the API is a page that may run', async ({ logged: { app } }) => {
  const page = await request(app.server).get('/api/docs/').expect(200)
  expect(page.text).not.toMatch(/<script(?![^>]* src=)/)
})

test('metrics say how long requests took by route, and count jobs', async ({ logged: { app }, services }) => {
  services.jobs.register('test.wait', async () => null)
  await services.jobs.enqueue('test.wait', {}, 'test')
  await services.jobs.drain()
  await request(app.server).get('/api/areas/01900000-0000-7000-8000-000000000000').expect(404)
  const { text, headers } = await request(app.server).get('/metrics').expect(200)
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(text).toContain('process_resident_memory_bytes ')
  expect(text).toContain('wangge_jobs{kind="test.wait",state="succeeded"} 1')
  expect(text).toMatch(
    /wangge_http_request_duration_seconds_count\{method="GET",route="\/api\/areas\/:id",status="404"\} 1/,
  )
})

test('the log is one JSON object a line and holds no credentials', async ({ logged: { app, log }, db }) => {
  const { authorization } = await aKey(db)
  const cookie = String((await request(app.server).get('/')).headers['set-cookie']).split(';')[0] as string
  await request(app.server).get('/api/areas').set({ authorization }).expect(200)
  await request(app.server).get('/api/areas').set({ cookie }).expect(200)
  app.log.info({ req: { headers: { authorization, cookie } }, headers: { authorization } }, 'a careless line')
  const lines = log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'request completed', reqId: expect.any(String) }),
  )
  expect(log()).not.toContain(authorization.split('_')[1])
  expect(log()).not.toContain(cookie.split('=')[1])
})

test.for([
  ['no request at all', 'hello\r\n\r\n', 400],
  ['no Host', 'GET /health/live HTTP/1.1\r\n\r\n', 400],
  [
    'two lengths',
    'POST /api/locate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    400,
  ],
  ['headers without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
] as [string, string, number][])(
  '%s is answered and the server goes on',
  async ([, bytes, status], { logged: { app } }) => {
    expect(await sendRaw(app, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    await request(app.server).get('/health/live').expect(200)
  },
)
