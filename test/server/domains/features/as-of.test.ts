import type { FastifyInstance } from 'fastify'
import type { Feature } from 'geojson'
import { expect } from 'vitest'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aGrid, aNet, anActivation, anArea, aPlan } from '../../../support/builders.ts'

const ITEMS = '/ogc/collections/grids/items'

/** One grid id in three plans one after the other, and a second grid from the last on. Times are UTC. */
async function threePlans(db: Database) {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  const net = await aNet(db, { county, community })
  const turns = ['2020-01-01T00:00:00Z', '2022-01-01T00:00:00Z', '2024-01-01T00:00:00Z']
  let first = ''
  for (const [i, from] of turns.entries()) {
    const plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
    const id = await aGrid(db, { county, community, plan, code: `99010100${i}`, households: 100 * (i + 1) })
    if (first === '') first = id
    // A grid keeps its id through a redraw.
    else await db.raw('update grids set id = ? where id = ?', [first, id])
    if (i === 2) await aGrid(db, { county, community, plan, code: '990101009' })
    const to = turns[i + 1]
    await anActivation(db, { county, community, plan, from, ...(to ? { to } : {}) })
  }
  return { id: first }
}

const featuresOf = async (app: FastifyInstance, url: string) =>
  (await app.inject(url)).json().features as Feature[]
const householdsOf = (features: Feature[]) => features.map(({ properties }) => properties?.households)

test('without a time the grids of now are shown, with one those of then', async ({ app, db }) => {
  await threePlans(db)
  for (const [query, households] of [
    ['', [300, 300]],
    ['?datetime=2021-06-01T00:00:00Z', [100]],
    ['?datetime=2022-01-01T00:00:00Z', [200]],
    ['?datetime=2021-12-31T23:59:59Z', [100]],
    ['?datetime=2019-01-01T00:00:00Z', []],
    ['?datetime=2021-01-01T00:00:00Z/2023-01-01T00:00:00Z', [100, 200]],
    ['?datetime=../2021-01-01T00:00:00Z', [100]],
    ['?datetime=2023-01-01T00:00:00Z/..', [200, 300, 300]],
    ['?datetime=../..', [100, 200, 300, 300]],
    // A day of Shanghai: in it, at eight in the morning, one plan followed the other.
    ['?datetime=2022-01-01', [100, 200]],
    ['?datetime=2022-01-02', [200]],
  ] as const)
    expect(householdsOf(await featuresOf(app, ITEMS + query)), query).toEqual(households)
})

test('an id that comes several times comes once for each time, page by page', async ({ app, db }) => {
  const { id } = await threePlans(db)
  for (const order of ['', '&sortby=-kind', '&sortby=-households', '&sortby=exception,tier']) {
    const seen: string[] = []
    let url: string | undefined = `${ITEMS}?datetime=../..&limit=1${order}`
    while (url !== undefined) {
      const page: { features: Feature[]; numberMatched: number; links: { rel: string; href: string }[] } = (
        await app.inject(url)
      ).json()
      expect(page.numberMatched).toBe(4)
      seen.push(...page.features.map((it) => `${it.id} ${it.properties?.households}`))
      url = page.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(new Set(seen).size, order).toBe(4)
    expect(seen, order).toEqual(expect.arrayContaining([100, 200, 300].map((count) => `${id} ${count}`)))
    expect(seen).toHaveLength(4)
  }
})

test('one grid is shown as of a time; where it did not hold then it is not found', async ({ app, db }) => {
  const { id } = await threePlans(db)
  const at = async (query: string) => {
    const answer = await app.inject(`${ITEMS}/${id}${query}`)
    return answer.statusCode === 200 ? answer.json().properties.households : answer.statusCode
  }
  expect(await at('')).toBe(300)
  expect(await at('?datetime=2021-01-01T00:00:00Z')).toBe(100)
  expect(await at('?datetime=2019-01-01T00:00:00Z')).toBe(404)
  // Of several versions the last.
  expect(await at('?datetime=2021-01-01T00:00:00Z/2023-01-01T00:00:00Z')).toBe(200)
})
