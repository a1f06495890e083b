import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { aKey, anArea, anIncident } from '../../../support/builders.ts'

test('of a layer that is not for everybody each caller sees only what lies inside their areas, in every format', async ({
  app,
  db,
}) => {
  const ours = await anArea(db, { name: '甲县' })
  const theirs = await anArea(db, { name: '乙县' })
  const mine = await anIncident(db, { county: ours })
  const others = await anIncident(db, { county: theirs })
  const { authorization } = await aKey(db, { role: 'viewer', areaIds: [ours] })
  const get = (path: string) =>
    app.inject({ url: `/ogc/collections/incidents/items${path}`, headers: { authorization } })
  const page = await get('')
  expect(page.headers).toMatchObject({
    'cache-control': 'private, no-cache',
    vary: 'Accept, Accept-Encoding, Authorization, Cookie',
  })
  expect(page.json()).toMatchObject({ numberMatched: 1, features: [{ id: mine }] })
  for (const query of [
    '?f=csv',
    '?f=geojsonseq',
    '?f=fgb',
    '?f=html',
    '?sortby=state',
    '?datetime=2026-01-01/..',
  ]) {
    const { rawPayload } = await get(query)
    expect(rawPayload.includes(mine), query).toBe(true)
    expect(rawPayload.includes(others), query).toBe(false)
  }
  expect((await get(`/${mine}`)).statusCode).toBe(200)
  expect((await get(`/${others}`)).statusCode).toBe(404)
  const hidden = await get(`?filter=${encodeURIComponent(`id = '${others}' or true`)}`)
  expect(hidden.json()).toMatchObject({ numberMatched: 1 })
})
