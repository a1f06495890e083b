import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import type { Feature } from 'geojson'
import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { aBuilding, anArea } from '../../../support/builders.ts'

const ITEMS = '/ogc/collections/buildings/items'

async function everyPage(app: FastifyInstance, query: Record<string, string>): Promise<Feature[]> {
  const features: Feature[] = []
  let url: string | undefined = `${ITEMS}?${new URLSearchParams(query)}`
  while (url !== undefined) {
    const page: { features: Feature[]; links: { rel: string; href: string }[] } = (
      await app.inject(url)
    ).json()
    features.push(...page.features)
    url = page.links.find(({ rel }) => rel === 'next')?.href
  }
  return features
}

type Order = { key: string; isFalling: boolean }[]

/** Which of two comes first; nulls last whichever way an order goes. */
function compare(a: Feature, b: Feature, order: Order): number {
  for (const { key, isFalling } of order) {
    const [x, y] = [a.properties?.[key], b.properties?.[key]]
    if (x === y) continue
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y === isFalling ? 1 : -1
  }
  return a.id! < b.id! ? -1 : 1
}

const NAMES = [null, '', 'a', 'B', '乙', '甲', 'é', 'Z']

test('pages of any order give each row once, nulls last, texts by code point, ties by id', async ({
  app,
  db,
}) => {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  for (let i = 0; i < 24; i++) {
    const name = NAMES[i % NAMES.length]
    const id = await aBuilding(db, { county, community, households: i % 3 })
    await db.raw('update buildings set name = ?, levels = ? where id = ?', [
      name ?? null,
      i % 5 === 0 ? null : (i % 4) + 1,
      id,
    ])
  }
  const all = await everyPage(app, { limit: '1000' })
  expect(all).toHaveLength(24)
  const keys = ['name', 'levels', 'households', 'isEstimated'] as const
  const orders = fc.uniqueArray(fc.record({ key: fc.constantFrom(...keys), isFalling: fc.boolean() }), {
    selector: ({ key }) => key,
    minLength: 1,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 1, max: 9 }), async (order, limit) => {
      const sortby = order.map(({ key, isFalling }) => `${isFalling ? '-' : '+'}${key}`).join(',')
      const found = await everyPage(app, { sortby, limit: String(limit) })
      const expected = all.toSorted((a, b) => compare(a, b, order))
      expect(
        found.map(({ id }) => id),
        sortby,
      ).toEqual(expected.map(({ id }) => id))
    }),
    { numRuns: 12 },
  )
})

test('a property is a parameter, and can be left out of the answer', async ({ app, db }) => {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  for (const households of [1, 2, 2])
    await aBuilding(db, { county, community, households, name: `${households} 户` })
  const find = async (query: string) => (await app.inject(`${ITEMS}?${query}`)).json().features as Feature[]
  expect(await find('households=2')).toHaveLength(2)
  expect(await find(`households=2&name=${encodeURIComponent('1 户')}`)).toHaveLength(0)
  expect(await find('isEstimated=false')).toHaveLength(3)
  const [feature] = await find('properties=name,households&limit=1&skipGeometry=true')
  expect(feature).toMatchObject({ geometry: null, properties: { name: '1 户', households: 1 } })
  expect(Object.keys(feature?.properties ?? {})).toEqual(['households', 'name'])
  expect((await find('properties=&limit=1'))[0]?.properties).toEqual({})
})

test('what is no order, property or cursor is refused by its name', async ({ app }) => {
  for (const [query, field] of [
    ['sortby=nothing', 'querystring/sortby'],
    ['sortby=', 'querystring/sortby'],
    ['sortby=+name,-name', 'querystring/sortby'],
    ['sortby=__proto__', 'querystring/sortby'],
    ['sortby=name;drop', 'querystring/sortby'],
    ['properties=nothing', 'querystring/properties'],
    ['properties=constructor', 'querystring/properties'],
    ['households=many', 'querystring/households'],
    ['households=1.5', 'querystring/households'],
    ['households=99999999999999999999', 'querystring/households'],
    ['isEstimated=2', 'querystring/isEstimated'],
    ['households=1&households=2', 'querystring/households'],
    ['name=%00', 'querystring/name'],
    ['__proto__=1', 'querystring/__proto__'],
    ['skipGeometry=yes', 'querystring/skipGeometry'],
    ['cursor=1', 'querystring/cursor'],
    ['cursor=WyJhIiwiYiJd', 'querystring/cursor'],
    ['sortby=name&cursor=WyJhIl0', 'querystring/cursor'],
    ['filter=households%20%3E', 'querystring/filter'],
    ['filter=nothing=1', 'querystring/filter'],
    ['filter=households=1&filter-lang=cql', 'querystring/filter-lang'],
  ] as const) {
    const answer = await app.inject(`${ITEMS}?${query}`)
    expect(answer.statusCode, query).toBe(400)
    expect(answer.json().field, query).toBe(field)
  }
})
