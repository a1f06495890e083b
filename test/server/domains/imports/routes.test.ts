import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { describe, expect } from 'vitest'
import type { Services } from '../../../../server/platform/services.ts'
import { test } from '../../../support/app.ts'
import { aKey, anArea, square } from '../../../support/builders.ts'

const FEATURES = {
  type: 'FeatureCollection',
  features: ['a', 'b'].map((id, i) => ({
    type: 'Feature',
    id,
    properties: { name: `社区${id}` },
    geometry: square(120 + i * 0.01, 30, 0.01),
  })),
}

/** A multipart body by hand, as a browser sends it. */
function form(parts: { name: string; content: string; fileName?: string }[]) {
  const boundary = '----wangge'
  const body = parts
    .map(
      ({ name, content, fileName }) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"` : ''}\r\n\r\n${content}\r\n`,
    )
    .join('')
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${body}--${boundary}--\r\n`,
  }
}

async function post(
  app: FastifyInstance,
  authorization: string,
  request: { headers?: object; payload: unknown },
) {
  return app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { authorization, ...request.headers },
    payload: request.payload as string,
  })
}

async function jobAfter(
  app: FastifyInstance,
  services: Services,
  response: { headers: Record<string, unknown> },
) {
  await services.jobs.drain()
  return (await app.inject({ url: String(response.headers.location) })).json()
}

const uploads = (services: Services) => readdirSync(join(services.dataDirectory, 'uploads'))

describe('POST /api/imports', () => {
  test('takes a form with files and options, and answers with a job', async ({ app, db, services }) => {
    const { authorization } = await aKey(db)
    const response = await post(
      app,
      authorization,
      form([
        { name: 'options', content: JSON.stringify({ source: 'survey' }) },
        { name: 'file', content: JSON.stringify(FEATURES), fileName: '../../社区.geojson' },
      ]),
    )
    expect(response.statusCode).toBe(202)
    const job = await jobAfter(app, services, response)
    expect(job).toMatchObject({ state: 'succeeded', result: { layers: { areas: { read: 2, added: 2 } } } })
    expect((await db.raw('select distinct source from areas')).rows).toEqual([{ source: 'survey' }])
    expect(uploads(services)).toEqual([])

    const list = (await app.inject({ url: '/api/imports', headers: { authorization } })).json()
    expect(list).toMatchObject({
      imports: [
        { fileName: '社区.geojson', format: 'geojson', crs: 'EPSG:4326', state: 'done', findings: 0 },
      ],
      next: null,
    })
  })

  test('takes features in a JSON body', async ({ app, db, services }) => {
    const { authorization } = await aKey(db)
    const response = await post(app, authorization, {
      payload: { features: FEATURES, options: { level: 'town' } },
    })
    expect(await jobAfter(app, services, response)).toMatchObject({ state: 'succeeded' })
    expect((await db.raw('select distinct level from areas')).rows).toEqual([{ level: 'town' }])
  })

  test('a file that cannot be read fails its job with reason and remedy', async ({ app, db, services }) => {
    const { authorization } = await aKey(db)
    const response = await post(
      app,
      authorization,
      form([{ name: 'file', content: 'SQLite format 3\0', fileName: 'a.gpkg' }]),
    )
    const job = await jobAfter(app, services, response)
    expect(job).toMatchObject({
      state: 'failed',
      problem: { detail: expect.stringContaining('GeoPackage'), remedy: expect.stringContaining('ogr2ogr') },
    })
    expect(uploads(services)).toEqual([])
  })

  test.for([
    ['no file', form([{ name: 'options', content: '{}' }])],
    [
      'options that are no JSON',
      form([
        { name: 'options', content: '{' },
        { name: 'file', content: '{}', fileName: 'a.json' },
      ]),
    ],
    [
      'options of the wrong type',
      form([
        { name: 'options', content: '{"householdsTotal": "many"}' },
        { name: 'file', content: '{}', fileName: 'a.json' },
      ]),
    ],
    [
      'unknown options',
      form([
        { name: 'options', content: '{"path": "/etc/passwd"}' },
        { name: 'file', content: '{}', fileName: 'a.json' },
      ]),
    ],
    [
      'two files of one name',
      form([
        { name: 'file', content: '{}', fileName: 'a.json' },
        { name: 'file', content: '{}', fileName: 'a.json' },
      ]),
    ],
    ['an empty body', { headers: { 'content-type': 'application/json' }, payload: '' }],
    ['a body without features', { headers: { 'content-type': 'application/json' }, payload: '{}' }],
    ['another type', { headers: { 'content-type': 'text/plain' }, payload: 'hello' }],
    [
      'a form without an end',
      {
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        payload: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.json"\r\n\r\n{}',
      },
    ],
    ['no boundary', { headers: { 'content-type': 'multipart/form-data' }, payload: 'hello' }],
  ] as const)('refuses %s', async ([, request], { app, db, services }) => {
    const { authorization } = await aKey(db)
    const response = await post(app, authorization, request)
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect((await db.raw('select count(*)::int as count from jobs')).rows[0].count).toBe(0)
    void services
  })

  test('needs a planner who acts everywhere', async ({ app, db }) => {
    expect(
      (await app.inject({ method: 'POST', url: '/api/imports', payload: { features: FEATURES } })).statusCode,
    ).toBe(401)
    const area = await anArea(db)
    const { authorization } = await aKey(db, { role: 'planner', areaIds: [area] })
    const response = await post(app, authorization, { payload: { features: FEATURES } })
    expect(response.statusCode).toBe(403)
  })
})

test('findings are paged and can be narrowed to a rule', async ({ app, db, services }) => {
  const { authorization } = await aKey(db)
  const bad = Array.from({ length: 5 }, (_, i) => ({
    type: 'Feature',
    id: `bad${i}`,
    properties: {},
    geometry: null,
  }))
  const response = await post(app, authorization, {
    payload: { features: { ...FEATURES, features: [...FEATURES.features, ...bad] } },
  })
  const { result } = await jobAfter(app, services, response)
  const page = async (query: string) =>
    (
      await app.inject({
        url: `/api/imports/${result.importId}/findings${query}`,
        headers: { authorization },
      })
    ).json()
  const first = await page('?limit=3')
  expect(first.findings.map(({ subject }: { subject: string }) => subject)).toEqual(['bad0', 'bad1', 'bad2'])
  expect((await page(`?limit=3&after=${first.next}`)).findings).toHaveLength(2)
  expect((await page('?rule=areas-overlap')).findings).toEqual([])
  const one = (
    await app.inject({ url: `/api/imports/${result.importId}`, headers: { authorization } })
  ).json()
  expect(one).toMatchObject({ counts: { areas: { read: 2, added: 2 } }, findings: 5 })
  const missing = await app.inject({
    url: `/api/imports/${result.importId.replace(/.$/, '0')}/findings`,
    headers: { authorization },
  })
  expect([200, 404]).toContain(missing.statusCode)
})
