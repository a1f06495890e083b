/** Every route says who may use it, and means it. */
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { test } from '../../support/app.ts'

/** Reading by POST: a batch is too long for an address. */
const READING_BY_POST = ['POST /api/locate']

const routesOf = (app: FastifyInstance) =>
  app.declaredRoutes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')

const ask = async (app: FastifyInstance, method: string, url: string, headers = {}) => {
  const address = url.replace(/:[^/.]+/g, '01900000-0000-7000-8000-000000000000').replace('*', 'x')
  return (await app.inject({ method: method as 'GET', url: address, headers })).statusCode
}

test('every route declares its access, and only pages and operations are open', async ({ app }) => {
  const routes = routesOf(app)
  expect(routes.length).toBeGreaterThan(5)
  const open = routes.filter(({ access }) => 'open' in access).map(({ url }) => url)
  expect(
    open.filter((url) => !/^\/(health\/|metrics$|api\/docs|api\/openapi\.json$|\*$|$)/.test(url)),
  ).toEqual([])
})

test('from elsewhere and without credentials, whatever is not open needs them', async ({ app }) => {
  for (const { method, url, access } of routesOf(app)) {
    const status = await ask(app, method, url, { host: 'gis.example' })
    if ('open' in access) expect(status, `${method} ${url}`).not.toBe(401)
    else expect(status, `${method} ${url}`).toBe(401)
  }
})

test('without credentials nothing can be changed, on this machine either', async ({ app }) => {
  for (const { method, url, access } of routesOf(app)) {
    if (method === 'GET' || 'open' in access || READING_BY_POST.includes(`${method} ${url}`)) continue
    expect(access.role, `${method} ${url} changes something`).not.toBe('viewer')
    expect(await ask(app, method, url), `${method} ${url}`).toBe(401)
  }
})
