import { describe, expect } from 'vitest'
import { balancePlan, createPlan, publishPlan } from '../../../../server/domains/plans/index.ts'
import type { Services } from '../../../../server/platform/services.ts'
import { test } from '../../../support/app.ts'
import { aStripOfUnits } from '../../../support/strip-world.ts'

const SHANGHAI = { timeZone: 'Asia/Shanghai' }

async function aBalancedPlan(services: Services, area: string, rules: object = {}) {
  const plan = await createPlan(services.db, { name: '方案', areas: [area], rules }, 'test')
  return balancePlan(services, { planId: plan.id, actor: 'test' })
}

const gridsOf = async (app: { inject: (url: string) => Promise<{ json: () => never }> }, id: string) =>
  (
    (await app.inject(`/api/plans/${id}/grids`)).json() as {
      features: { id: string; properties: Record<string, unknown>; geometry: object }[]
    }
  ).features

describe('balancing', () => {
  test('divides a community into grids inside the band, whose households add up', async ({
    app,
    services,
  }) => {
    const { county } = await aStripOfUnits(services.db, { households: [100, 150, 120, 130, 90, 110] })
    const plan = await aBalancedPlan(services, county)
    expect(plan).toMatchObject({
      status: 'draft',
      revision: 1,
      communityCount: 1,
      households: 700,
      exceptionCount: 0,
    })
    const grids = await gridsOf(app, plan.id)
    for (const { properties } of grids) {
      expect(properties.households).toBeGreaterThanOrEqual(200)
      expect(properties.households).toBeLessThanOrEqual(400)
      expect(properties.code).toBeNull()
    }
    expect(grids.reduce((sum, { properties }) => sum + Number(properties.buildingCount), 0)).toBe(6)
  })

  test('lists a unit over the maximum with the pieces it needs', async ({ app, services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [250, 900, 250] })
    const plan = await aBalancedPlan(services, county)
    expect(plan.exceptionCount).toBe(1)
    const exceptions = (await gridsOf(app, plan.id)).map(({ properties }) => properties.exception)
    expect(exceptions).toContainEqual(
      expect.objectContaining({ reason: 'unit-over-max', households: 900, piecesNeeded: 3 }),
    )
  })

  test('runs as a job over the API and replaces the grids of the draft', async ({ app, services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [300, 300] })
    const plan = await aBalancedPlan(services, county)
    await services.jobs.enqueue('plan.balance', { planId: plan.id, actor: 'test' }, 'test')
    await services.jobs.drain()
    expect((await app.inject(`/api/plans/${plan.id}`)).json()).toMatchObject({ revision: 2, gridCount: 2 })
  })

  test('a plan needs units', async ({ services }) => {
    const { anArea } = await import('../../../support/builders.ts')
    const area = await anArea(services.db, { level: 'community', name: '空社区' })
    await expect(createPlan(services.db, { name: 'x', areas: [area] }, 'test')).rejects.toMatchObject({
      kind: 'rule-violation',
      facts: { rule: 'units-needed' },
    })
  })
})

describe('publishing', () => {
  test('issues codes west to east and activates the plan', async ({ app, services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [300, 300, 300] })
    const plan = await aBalancedPlan(services, county)
    const published = await publishPlan(services.db, plan.id, SHANGHAI, 'test')
    expect(published).toMatchObject({ status: 'published', gridCount: 3 })
    const grids = await gridsOf(app, plan.id)
    const byWest = grids.sort((a, b) => westOf(a.geometry) - westOf(b.geometry))
    expect(byWest.map(({ properties }) => properties.code)).toEqual([
      '990101001001001',
      '990101001001002',
      '990101001001003',
    ])
    expect(byWest[0]?.properties).toMatchObject({
      validTo: null,
      tier: 'basic',
      kind: 'basic',
      households: 300,
    })
  })

  test('a redraw keeps id and code where a grid keeps more than half of its households', async ({
    app,
    services,
  }) => {
    const { county } = await aStripOfUnits(services.db, { households: [200, 190, 200, 190] })
    const first = await aBalancedPlan(services, county)
    await publishPlan(services.db, first.id, SHANGHAI, 'test')
    const before = await gridsOf(app, first.id)
    const second = await aBalancedPlan(services, county)
    await publishPlan(services.db, second.id, SHANGHAI, 'test')
    const after = await gridsOf(app, second.id)
    const identity = (grids: typeof before) => grids.map(({ id, properties }) => [id, properties.code]).sort()
    expect(identity(after)).toEqual(identity(before))
    const old = await gridsOf(app, first.id)
    expect(old.every(({ properties }) => properties.validTo !== null)).toBe(true)
  })

  test('a code is never given to another grid', async ({ app, services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [100, 100, 100, 100, 100, 100] })
    const coarse = await aBalancedPlan(services, county, { band: { min: 290, max: 310 } })
    await publishPlan(services.db, coarse.id, SHANGHAI, 'test')
    const fine = await aBalancedPlan(services, county, { band: { min: 90, max: 110 } })
    await publishPlan(services.db, fine.id, SHANGHAI, 'test')
    const codes = (await gridsOf(app, fine.id)).map(({ properties }) => String(properties.code)).sort()
    // No sixth keeps more than half of a half: six new numbers after the two that were used.
    expect(codes.map((code) => code.slice(-3))).toEqual(['003', '004', '005', '006', '007', '008'])
  })

  test('a published plan is immutable', async ({ services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [300] })
    const plan = await aBalancedPlan(services, county)
    await publishPlan(services.db, plan.id, SHANGHAI, 'test')
    await expect(publishPlan(services.db, plan.id, SHANGHAI, 'test')).rejects.toMatchObject({
      kind: 'conflict',
    })
    await expect(balancePlan(services, { planId: plan.id, actor: 'test' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  test('an effective day in the past is refused, one in the future waits', async ({ services, db }) => {
    const { county } = await aStripOfUnits(services.db, { households: [300] })
    const plan = await aBalancedPlan(services, county)
    await expect(
      publishPlan(db, plan.id, { ...SHANGHAI, validFrom: '2020-01-01' }, 'test'),
    ).rejects.toMatchObject({ kind: 'invalid-request' })
    await publishPlan(db, plan.id, { ...SHANGHAI, validFrom: '2999-01-01' }, 'test')
    const { rows } = await db.raw(
      `select lower(valid) as starts, valid @> now() as active from plan_activations`,
    )
    expect(rows).toEqual([{ starts: new Date('2998-12-31T16:00:00Z'), active: false }])
  })

  test('an empty draft cannot be published: units would belong to nobody', async ({ services }) => {
    const { county } = await aStripOfUnits(services.db, { households: [300, 300] })
    const plan = await createPlan(services.db, { name: 'x', areas: [county] }, 'test')
    await expect(publishPlan(services.db, plan.id, SHANGHAI, 'test')).rejects.toMatchObject({
      facts: { rule: 'every-unit-in-a-grid', unassigned: 2 },
    })
  })
})

const westOf = (geometry: object) =>
  Math.min(...(geometry as { coordinates: number[][][][] }).coordinates.flat(2).map(([x = 0]) => x))
