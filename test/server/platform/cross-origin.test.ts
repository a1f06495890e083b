import { expect } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { test as base } from '../../support/app.ts'

const PAGE = 'https://maps.example'

const test = base.extend('allowing', async ({ services }, { onCleanup }) => {
  const apps = [[], [PAGE, 'http://localhost:3000'], ['*']].map((origins) =>
    buildApp(services, {
      host: '127.0.0.1',
      allowedHosts: ['localhost'],
      timeZone: 'Asia/Shanghai',
      tileCacheMegabytes: 0,
      origins,
      isReady: () => true,
    }),
  )
  onCleanup(async () => {
    for (const app of apps) await app.close()
  })
  return { none: apps[0]!, named: apps[1]!, any: apps[2]! }
})

type App = ReturnType<typeof buildApp>
const granted = async (app: App, url: string, origin?: string) => {
  const { headers } = await app.inject({ url, headers: origin ? { origin } : {} })
  return { origin: headers['access-control-allow-origin'], vary: headers.vary }
}

test('unless it is set, no other page may read', async ({ allowing: { none } }) => {
  expect(await granted(none, '/styles', PAGE)).toEqual({ origin: undefined, vary: undefined })
  const { statusCode } = await none.inject({
    method: 'OPTIONS',
    url: '/styles',
    headers: { origin: PAGE, 'access-control-request-method': 'GET' },
  })
  expect(statusCode).toBe(404)
})

test('pages of the named origins may read map and API, errors too, and no others', async ({ allowing }) => {
  const { named } = allowing
  for (const url of [
    '/styles',
    '/styles/wangge.json',
    '/tiles/areas.json',
    '/ogc',
    '/api/plans',
    '/tiles/x.json',
  ])
    expect(await granted(named, url, PAGE), url).toMatchObject({ origin: PAGE, vary: /Origin$/ })
  expect((await granted(named, '/styles', 'https://evil.example')).origin).toBeUndefined()
  expect((await granted(named, '/styles', `${PAGE}.evil.example`)).origin).toBeUndefined()
  // What a cache keeps of those who name no origin is not for pages.
  expect(await granted(named, '/styles')).toEqual({ origin: undefined, vary: 'Origin' })
  for (const url of ['/health/live', '/metrics', '/apiary'])
    expect(await granted(named, url, PAGE), url).toEqual({ origin: undefined, vary: undefined })
})

test('any page may read where any is allowed, and caches keep one answer for all', async ({ allowing }) => {
  expect(await granted(allowing.any, '/styles', 'https://anybody.example')).toEqual({
    origin: '*',
    vary: undefined,
  })
})

test('a page asks first before it sends a key: named ones may, anybody may not; cookies never', async ({
  allowing: { named, any },
}) => {
  const ask = (app: App, origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/tiles/workers/14/1/1.mvt',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    })
  const answer = await ask(named, PAGE)
  expect(answer.statusCode).toBe(204)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': PAGE,
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': 'authorization, if-none-match',
    vary: 'Origin',
  })
  expect((await ask(any, PAGE)).headers['access-control-allow-headers']).toBe('if-none-match')
  expect((await ask(named, 'https://evil.example')).headers).not.toHaveProperty('access-control-allow-origin')
  expect(JSON.stringify([answer.headers, (await ask(any, PAGE)).headers])).not.toContain('credentials')
})

test('a page of another origin may not write', async ({ allowing: { named } }) => {
  const answer = await named.inject({
    method: 'POST',
    url: '/api/plans',
    headers: { origin: PAGE, 'content-type': 'application/json' },
    payload: '{}',
  })
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
})

test('the setting takes origins, or * alone', () => {
  const read = (origins: string) => readConfig({ WANGGE_CORS_ORIGINS: origins }).WANGGE_CORS_ORIGINS
  expect(read('')).toBe('')
  expect(read('*')).toBe('*')
  expect(read('https://a.example, http://localhost:3000')).toBe('https://a.example, http://localhost:3000')
  for (const wrong of ['a.example', 'https://a.example/', 'https://*.example', 'https://a.example,*'])
    expect(() => read(wrong), wrong).toThrow('WANGGE_CORS_ORIGINS')
})
