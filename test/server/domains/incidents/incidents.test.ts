import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { aKey, anArea, anIncident } from '../../../support/builders.ts'

type Listed = { incidents: { id: string }[]; next: string | null }
const ids = (list: Listed) => list.incidents.map(({ id }) => id)

test('incidents are listed by pages, and by community, state and severity', async ({ app, db }) => {
  const county = await anArea(db, { level: 'county' })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const open = await anIncident(db, { county, community })
  const closed = await anIncident(db, { county, state: 'closed', severity: 'urgent' })
  const first = (await app.inject('/api/incidents?limit=1')).json()
  expect(first.incidents).toEqual([
    {
      id: open,
      community,
      class: '0101',
      severity: 'normal',
      state: 'reported',
      description: '井盖缺失',
      reportedAt: '2026-01-01T00:00:00.000Z',
      closedAt: null,
      position: [120.005, 30.005],
    },
  ])
  expect(ids((await app.inject(`/api/incidents?cursor=${first.next}`)).json())).toEqual([closed])
  expect(ids((await app.inject('/api/incidents?state=closed')).json())).toEqual([closed])
  expect(ids((await app.inject('/api/incidents?severity=urgent')).json())).toEqual([closed])
  expect(ids((await app.inject(`/api/incidents?community=${community}`)).json())).toEqual([open])
})

test('an incident that is only known to lie in the county is seen by the county', async ({ app, db }) => {
  const county = await anArea(db, { level: 'county' })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const inCommunity = await anIncident(db, { county, community })
  const inCounty = await anIncident(db, { county })
  const seen = async (areaIds: string[]) => {
    const { authorization } = await aKey(db, { role: 'viewer', areaIds })
    const list = ids((await app.inject({ url: '/api/incidents', headers: { authorization } })).json())
    const items = await app.inject({ url: '/ogc/collections/incidents/items', headers: { authorization } })
    expect(items.json().features.map((feature: { id: string }) => feature.id)).toEqual(list)
    return list
  }
  expect(await seen([community])).toEqual([inCommunity])
  expect(await seen([county])).toEqual([inCommunity, inCounty])
})
