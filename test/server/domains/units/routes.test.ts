import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { aBuilding, aKey, anArea, square } from '../../../support/builders.ts'

test('building units is a job; nets and findings can be read afterwards', async ({ app, db, services }) => {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  const building = await aBuilding(db, { county, community, geometry: square(119.9999, 30.01, 0.0003) })
  const { authorization } = await aKey(db, { role: 'planner' })
  const started = await app.inject({
    method: 'POST',
    url: '/api/units/build',
    headers: { authorization },
    payload: { communities: [community], settings: { sliverSquareMeters: 100 } },
  })
  expect(started.statusCode).toBe(202)
  await services.jobs.drain()
  const job = await app.inject(`/api/jobs/${started.json().job}`)
  expect(job.json()).toMatchObject({
    state: 'succeeded',
    result: { communityCount: 1, changedCount: 1, unitCount: 1, findingCount: 1 },
  })

  const nets = await app.inject(`/api/units/nets?community=${community}`)
  expect(nets.json()).toMatchObject({
    nets: [{ community, revision: 1, unitCount: 1, households: 1, buildingCount: 1, findingCount: 1 }],
    next: null,
  })
  const findings = await app.inject(`/api/units/findings?community=${community}`)
  expect(findings.json()).toMatchObject({
    findings: [{ rule: 'building-straddles', severity: 'info', subject: building, place: { type: 'Point' } }],
    next: null,
  })
})

test('units are built by planners, in communities of their jurisdiction', async ({ app, db }) => {
  const [here, there] = [await anArea(db, { level: 'community' }), await anArea(db, { level: 'community' })]
  const post = async (authorization: string, payload: object) =>
    (await app.inject({ method: 'POST', url: '/api/units/build', headers: { authorization }, payload }))
      .statusCode
  const viewer = await aKey(db, { role: 'viewer' })
  const planner = await aKey(db, { role: 'planner', areaIds: [here] })
  expect(await post(viewer.authorization, {})).toBe(403)
  expect(await post(planner.authorization, { communities: [there] })).toBe(404)
  expect(await post(planner.authorization, { communities: [here] })).toBe(202)
  expect(
    await post(planner.authorization, { communities: [here], settings: { divisionHouseholds: 0 } }),
  ).toBe(400)
})
