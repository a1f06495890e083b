/** Dedicated grids: drawn over a draft by OGC API – Features, published with it. */
import { expect } from 'vitest'
import { balancePlan, createPlan, publishPlan } from '../../../../server/domains/plans/index.ts'
import { test as base } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'
import { aStripOfUnits } from '../../../support/strip-world.ts'
import { aFeature, FeatureClient } from '../../../support/writing-world.ts'

const SHANGHAI = { timeZone: 'Asia/Shanghai' }
/** Three units in a row and a balanced draft over them. */
const test = base
  .extend('strip', async ({ services }) => {
    const strip = await aStripOfUnits(services.db, { households: [300, 300, 300] })
    const plan = await createPlan(services.db, { name: '方案', areas: [strip.county] }, 'test')
    await balancePlan(services, { planId: plan.id, actor: 'test' })
    return { ...strip, plan: plan.id }
  })
  .extend('client', async ({ app, db, strip: _ }) => FeatureClient.of(app, db))

/** The ground of the second unit. */
const PARK = square(120.002, 30, 0.002)
const OVERLAY = { name: '东湖公园', subtype: 'park' }

test('an overlay of a draft is read by its id by planners, and listed by nobody', async ({
  app,
  db,
  client,
  strip,
}) => {
  const created = await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan }))
  expect(created.statusCode, created.body).toBe(201)
  const { id, properties } = created.json()
  expect(properties).toMatchObject({
    ...OVERLAY,
    plan: strip.plan,
    community: strip.community,
    kind: 'dedicated',
    code: null,
    label: 'D01',
    households: 300,
    buildingCount: 1,
  })
  const read = await client.get(`dedicated-grids/items/${id}`)
  expect(read.json()).toEqual(created.json())
  expect(read.headers['cache-control']).toContain('private')
  expect((await client.get('dedicated-grids/items')).json().features).toEqual([])
  const viewer = await FeatureClient.of(app, db, 'dispatcher')
  expect((await viewer.get(`dedicated-grids/items/${id}`)).statusCode).toBe(404)
  const elsewhere = await FeatureClient.of(app, db, 'planner', [await anArea(db, { name: '他县' })])
  expect((await elsewhere.get(`dedicated-grids/items/${id}`)).statusCode).toBe(404)
})

test('each change is an edit of the plan, and the plan counts its basic grids only', async ({
  app,
  client,
  strip,
}) => {
  const plan = async () => (await app.inject(`/api/plans/${strip.plan}`)).json()
  expect(await plan()).toMatchObject({ revision: 1, gridCount: 3, households: 900 })
  const { id } = (
    await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan }))
  ).json()
  expect(await plan()).toMatchObject({ revision: 2, gridCount: 3, households: 900 })
  // The second and the third unit, and water beyond the community.
  const wider = {
    type: 'Polygon',
    coordinates: [
      [
        [120.002, 29.99],
        [120.006, 29.99],
        [120.006, 30.002],
        [120.002, 30.002],
        [120.002, 29.99],
      ],
    ],
  }
  const changed = await client.patch('dedicated-grids', id, {
    geometry: wider,
    properties: { nameEn: 'East' },
  })
  expect(changed.json().properties).toMatchObject({ nameEn: 'East', households: 600 })
  const replaced = await client.put(
    'dedicated-grids',
    id,
    aFeature(PARK, { name: '市场', subtype: 'market' }),
  )
  expect(replaced.json().properties).toMatchObject({
    name: '市场',
    nameEn: null,
    plan: strip.plan,
    households: 300,
  })
  expect(await plan()).toMatchObject({ revision: 4 })
  expect((await client.delete('dedicated-grids', id)).statusCode).toBe(204)
  expect(await plan()).toMatchObject({ revision: 5, gridCount: 3 })
})

test('balancing again leaves what is drawn over the grids', async ({ services, client, strip }) => {
  const { id } = (
    await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan }))
  ).json()
  await balancePlan(services, { planId: strip.plan, actor: 'test' })
  expect((await client.get(`dedicated-grids/items/${id}`)).statusCode).toBe(200)
})

test('publishing numbers overlays after the grids they lie over, and then they stay', async ({
  app,
  db,
  client,
  strip,
}) => {
  const made = await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan }))
  const { id } = made.json()
  await publishPlan(db, strip.plan, SHANGHAI, 'test')
  const { features } = (await client.get('dedicated-grids/items')).json()
  expect(features).toMatchObject([{ id, properties: { code: '990101001001004', subtype: 'park' } }])
  const grids = (await client.get('grids/items')).json().features
  expect(grids.map(({ properties }: { properties: { code: string } }) => properties.code).sort()).toEqual([
    '990101001001001',
    '990101001001002',
    '990101001001003',
  ])
  for (const answer of [
    await client.put('dedicated-grids', id, aFeature(PARK, OVERLAY)),
    await client.patch('dedicated-grids', id, { properties: { name: 'x' } }),
    await client.delete('dedicated-grids', id),
    await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan })),
  ]) {
    expect(answer.statusCode).toBe(409)
    expect(answer.json().remedy).toContain('POST /api/plans')
  }
  const located = (await app.inject('/api/locate?lon=120.003&lat=30.001')).json()
  expect(located.grid.code).toBe('990101001001002')
  // A plan that is drawn anew gives the territorial grids their old codes.
  const published = (await app.inject(`/api/plans/${strip.plan}`)).json()
  expect(published).toMatchObject({ status: 'published', gridCount: 3 })
})

test('a redraw goes on with the codes of the territorial grids', async ({ services, db, client, strip }) => {
  await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: strip.plan }))
  await publishPlan(db, strip.plan, SHANGHAI, 'test')
  const next = await createPlan(db, { name: '新方案', areas: [strip.county] }, 'test')
  await balancePlan(services, { planId: next.id, actor: 'test' })
  await client.post('dedicated-grids', aFeature(PARK, { ...OVERLAY, plan: next.id }))
  await publishPlan(db, next.id, SHANGHAI, 'test')
  const codes = async (collection: string) =>
    (await client.get(`${collection}/items`))
      .json()
      .features.map(({ properties }: { properties: { code: string } }) => properties.code.slice(-3))
      .sort()
  expect(await codes('grids')).toEqual(['001', '002', '003'])
  expect(await codes('dedicated-grids')).toEqual(['005'])
})

test('a plan is needed, its own communities, and it stays the same one', async ({ db, client, strip }) => {
  const post = async (geometry: object, properties: Record<string, unknown>) =>
    (await client.post('dedicated-grids', aFeature(geometry, properties))).json()
  expect(await post(PARK, OVERLAY)).toMatchObject({ status: 400, field: 'body/properties/plan' })
  const nobody = '01900000-0000-7000-8000-000000000000'
  expect(await post(PARK, { ...OVERLAY, plan: nobody })).toMatchObject({ status: 422, rule: 'plan-needed' })
  const elsewhere = square(121, 31, 0.01)
  const county = await anArea(db, { name: '他县', geometry: elsewhere })
  await anArea(db, { name: '他社区', level: 'community', county, parent: county, geometry: elsewhere })
  expect(await post(elsewhere, { ...OVERLAY, plan: strip.plan })).toMatchObject({
    status: 422,
    rule: 'inside-the-plan',
  })
  const { id } = await post(PARK, { ...OVERLAY, plan: strip.plan })
  const moved = await client.patch('dedicated-grids', id, { properties: { plan: nobody } })
  expect(moved.json()).toMatchObject({ status: 400, field: 'body/properties/plan', current: strip.plan })
  const named = await client.post(
    'dedicated-grids',
    aFeature(PARK, { ...OVERLAY, kind: 'basic', plan: strip.plan }),
  )
  expect(named.json()).toMatchObject({ status: 400, field: 'body/properties/kind' })
})
