import { expect } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { test as base } from '../../support/app.ts'
import { aKey } from '../../support/builders.ts'

const test = base.extend('behind', async ({ services }, { onCleanup }) => {
  const apps = [true, false].map((trustProxy) =>
    buildApp(services, {
      host: '127.0.0.1',
      allowedHosts: ['localhost'],
      timeZone: 'Asia/Shanghai',
      trustProxy,
      tileCacheMegabytes: 0,
      isReady: () => true,
    }),
  )
  onCleanup(async () => {
    for (const app of apps) await app.close()
  })
  return { trusted: apps[0]!, untrusted: apps[1]! }
})

const FORWARDED = {
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'maps.example.cn',
  'x-forwarded-prefix': '/city/grids/',
}

/** Where the landing page says that conformance is, or the field that is refused. */
const selfOf = async (
  app: ReturnType<typeof buildApp>,
  authorization: string,
  headers: Record<string, string>,
) => {
  const answer = await app.inject({ url: '/ogc', headers: { authorization, ...headers } })
  return answer.statusCode === 200
    ? answer.json().links.find((link: { rel: string }) => link.rel === 'conformance').href
    : answer.json().field
}

test('links obey what a trusted proxy says, and nobody else', async ({ behind, db }) => {
  const { authorization } = await aKey(db)
  expect(await selfOf(behind.trusted, authorization, FORWARDED)).toBe(
    'https://maps.example.cn/city/grids/ogc/conformance',
  )
  expect(await selfOf(behind.untrusted, authorization, FORWARDED)).toBe('http://localhost:80/ogc/conformance')
})

test('what is no address is refused', async ({ behind, db }) => {
  const { authorization } = await aKey(db)
  for (const [headers, field] of [
    [{ 'x-forwarded-host': 'a b' }, 'headers/host'],
    [{ host: 'evil"><script>' }, 'headers/host'],
    [{ 'x-forwarded-proto': 'javascript' }, 'headers/x-forwarded-proto'],
    [{ 'x-forwarded-prefix': '//evil.example' }, 'headers/x-forwarded-prefix'],
    [{ 'x-forwarded-prefix': '/a"b' }, 'headers/x-forwarded-prefix'],
  ] as const)
    expect(await selfOf(behind.trusted, authorization, headers)).toBe(field)
})
