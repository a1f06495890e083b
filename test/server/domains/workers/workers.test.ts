import { expect } from 'vitest'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aKey, anArea, aWorker } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

/** A county of two communities with a worker in each. */
async function twoCommunities(db: Database) {
  const county = await anArea(db, { level: 'county' })
  const town = await anArea(db, { level: 'town', county, parent: county })
  const community = (parent: string) => anArea(db, { level: 'community', county, parent })
  const [east, west] = [await community(town), await community(county)]
  const inEast = await aWorker(db, { county, community: east })
  const inWest = await aWorker(db, { county, community: west, role: 'leader', onDuty: false })
  return { county, town, east, west, inEast, inWest }
}

type Listed = { workers: { id: string }[]; next: string | null }
const ids = (list: Listed) => list.workers.map(({ id }) => id)

test('workers are listed by pages, and by community, role and duty', async ({ app, db }) => {
  const { east, inEast, inWest } = await twoCommunities(db)
  const first = (await app.inject('/api/workers?limit=1')).json()
  expect(first.workers).toEqual([
    {
      id: inEast,
      community: east,
      label: '网格员',
      role: 'gridworker',
      employment: 'full',
      onDuty: true,
      position: [120.005, 30.005],
      updatedAt: expect.stringMatching(/Z$/),
    },
  ])
  expect(ids((await app.inject(`/api/workers?cursor=${first.next}`)).json())).toEqual([inWest])
  expect(ids((await app.inject('/api/workers?onDuty=false')).json())).toEqual([inWest])
  expect(ids((await app.inject('/api/workers?role=leader')).json())).toEqual([inWest])
  expect(ids((await app.inject(`/api/workers?community=${east}`)).json())).toEqual([inEast])
})

test('a jurisdiction sees the workers of its areas and what lies below, in lists, items and tiles', async ({
  app,
  db,
}) => {
  const { county, town, west, inEast, inWest } = await twoCommunities(db)
  const seen = async (areaIds: string[]) => {
    const { authorization } = await aKey(db, { role: 'viewer', areaIds })
    const get = (url: string) => app.inject({ url, headers: { authorization } })
    const list = ids((await get('/api/workers')).json())
    const items = await get('/ogc/collections/workers/items')
    const tile = await get('/tiles/workers/14/13653/6759.mvt')
    expect(items.json().features.map((feature: { id: string }) => feature.id)).toEqual(list)
    expect(items.json().numberMatched).toBe(list.length)
    expect(decodeTile(tile.rawPayload, 'workers').map(({ properties }) => properties.id)).toEqual(list)
    for (const answer of [items, tile]) {
      expect(answer.headers['cache-control']).toBe('private, no-cache')
      expect(answer.headers.vary).toContain('Authorization')
    }
    return list
  }
  expect(await seen([town])).toEqual([inEast])
  expect(await seen([west])).toEqual([inWest])
  expect(await seen([county])).toEqual([inEast, inWest])
  expect(await seen([town, west])).toEqual([inEast, inWest])
})

test('a worker outside the jurisdiction is not found', async ({ app, db }) => {
  const { west, inEast, inWest } = await twoCommunities(db)
  const { authorization } = await aKey(db, { role: 'viewer', areaIds: [west] })
  const get = (id: string) =>
    app.inject({ url: `/ogc/collections/workers/items/${id}`, headers: { authorization } })
  expect((await get(inWest)).statusCode).toBe(200)
  expect((await get(inEast)).statusCode).toBe(404)
})

test('public layers are the same for every jurisdiction', async ({ app, db }) => {
  const { west } = await twoCommunities(db)
  const { authorization } = await aKey(db, { role: 'viewer', areaIds: [west] })
  const items = await app.inject({ url: '/ogc/collections/areas/items', headers: { authorization } })
  expect(items.json().features).toHaveLength(4)
  expect(items.headers['cache-control']).toBe('public, no-cache')
})

test.for([
  ['onDuty=yes', 'querystring/onDuty'],
  ['role=spy', 'querystring/role'],
  ['limit=0', 'querystring/limit'],
  ['nothing=1', 'querystring/nothing'],
] as const)('GET /api/workers?%s is refused', async ([query, field], { app }) => {
  const answer = await app.inject(`/api/workers?${query}`)
  expect(answer.statusCode).toBe(400)
  expect(answer.json().field).toBe(field)
})
