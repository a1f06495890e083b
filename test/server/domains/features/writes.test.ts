/** OGC API – Features part 4: create, replace, update, delete. */
import type { AddressInfo } from 'node:net'
import { describe, expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { test as base } from '../../../support/app.ts'
import { aKey, anIncident, aPlan, square } from '../../../support/builders.ts'
import { aFeature, aHouse, aPoint, FeatureClient, twoCommunities } from '../../../support/writing-world.ts'

const test = base
  .extend('areas', async ({ db }) => twoCommunities(db))
  .extend('client', async ({ app, db, areas: _ }) => FeatureClient.of(app, db))

const BUILDING = { use: 'apartments', levels: 6, households: 40, name: '一号楼' }
const BARRIER = { kind: 'road', class: 'residential', name: '新路' }
const aRoad = (...coordinates: number[][]) => ({ type: 'LineString', coordinates })

describe('creating', () => {
  test('a building gets an id, its community and an ETag; reading it gives back what was sent', async ({
    client,
    areas,
  }) => {
    const created = await client.post('buildings', aFeature(aHouse(), BUILDING))
    expect(created.statusCode, created.body).toBe(201)
    const { id, properties } = created.json()
    expect(created.headers.location).toMatch(new RegExp(`/ogc/collections/buildings/items/${id}$`))
    expect(properties).toEqual({
      ...BUILDING,
      community: areas.west,
      population: 105,
      isEstimated: false,
      nameEn: null,
      compound: null,
    })
    expect(created.headers.link).toContain('</api/units/build>')
    const read = await client.get(`buildings/items/${id}?f=json`)
    expect(read.json()).toEqual(created.json())
    expect(read.json().geometry).toEqual({ type: 'MultiPolygon', coordinates: [aHouse().coordinates] })
    expect(read.headers.etag).toBe(created.headers.etag)
  })

  test('households that nobody counted are estimated', async ({ client }) => {
    const { properties } = (
      await client.post('buildings', aFeature(aHouse(), { use: 'apartments', levels: 6 }))
    ).json()
    expect(properties).toMatchObject({ isEstimated: true, households: 26, population: 68 })
  })

  test('barriers, workers and incidents are made the same way', async ({ client, areas }) => {
    const barrier = await client.post('barriers', aFeature(aRoad([120.01, 30.01], [120.19, 30.01]), BARRIER))
    expect(barrier.json().properties).toEqual({ ...BARRIER, nameEn: null, isBridge: false, isTunnel: false })
    const lake = await client.post('barriers', aFeature(aHouse(), { kind: 'water', class: 'lake' }))
    expect(lake.json().geometry.type).toBe('Polygon')
    const worker = await client.post(
      'workers',
      aFeature(aPoint(120.15, 30.05), { label: '网格员 3', role: 'gridworker', onDuty: true }),
    )
    expect(worker.json().properties).toEqual({
      label: '网格员 3',
      role: 'gridworker',
      employment: 'full',
      onDuty: true,
      community: areas.east,
    })
    const incident = await client.post(
      'incidents',
      aFeature(aPoint(120.05, 30.05), {
        class: '0101',
        description: '井盖缺失',
        reportedAt: '2025-01-02T08:00:00+08:00',
      }),
    )
    expect(incident.json().properties).toEqual({
      class: '0101',
      severity: 'normal',
      state: 'reported',
      reportedAt: '2025-01-02T00:00:00Z',
      closedAt: null,
      community: areas.west,
    })
    expect(incident.body).not.toContain('井盖')
  })

  test('a moment keeps its milliseconds, also when something else is changed', async ({ client }) => {
    const reportedAt = '2025-01-02T08:00:00.250Z'
    const { id, properties } = (
      await client.post('incidents', aFeature(aPoint(120.05, 30.05), { class: '0101', reportedAt }))
    ).json()
    expect(properties.reportedAt).toBe(reportedAt)
    const patched = await client.patch('incidents', id, { properties: { severity: 'urgent' } })
    expect(patched.json().properties).toMatchObject({ severity: 'urgent', reportedAt })
  })

  test('an incident at sea belongs to the county', async ({ client, db, areas }) => {
    const created = await client.post('incidents', aFeature(aPoint(120.25, 30.25), { class: '0101' }))
    expect(created.json().properties.community).toBeNull()
    const { rows } = await db.raw(`select county_id, community_id from incidents`)
    expect(rows).toEqual([{ county_id: areas.county, community_id: null }])
  })

  test('the same external id twice is a conflict that names the first', async ({ client }) => {
    for (const [collection, feature] of [
      ['buildings', aFeature(aHouse(), { ...BUILDING, externalId: 'X-1' })],
      ['barriers', aFeature(aRoad([120.01, 30.01], [120.02, 30.01]), { ...BARRIER, externalId: 'X-1' })],
      ['workers', aFeature(aPoint(120.01, 30.01), { label: 'a', role: 'leader', externalId: 'X-1' })],
      ['incidents', aFeature(aPoint(120.01, 30.01), { class: '0101', externalId: 'X-1' })],
    ] as const) {
      const { id } = (await client.post(collection, feature)).json()
      const again = await client.post(collection, feature)
      expect(again.statusCode, collection).toBe(409)
      expect(again.json()).toMatchObject({ existing: id, field: 'body/properties/externalId' })
      const page = (await client.get(`${collection}/items`)).json()
      expect(page.features).toHaveLength(1)
    }
  })

  test('two at once with the same external id make one', async ({ client }) => {
    const feature = aFeature(aHouse(), { ...BUILDING, externalId: 'X-1' })
    const answers = await Promise.all([client.post('buildings', feature), client.post('buildings', feature)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  })

  test('each creation leaves an audit row and an event', async ({ client, db }) => {
    const { id } = (await client.post('buildings', aFeature(aHouse(), BUILDING))).json()
    const { rows } = await db.raw(
      `select a.actor, a.action, e.kind from audit_entries a join events e on e.entity_id = a.entity_id where a.entity_id = ?`,
      [id],
    )
    expect(rows).toEqual([{ actor: 'a key', action: 'created', kind: 'building.created' }])
  })
})

describe('the place of a feature', () => {
  test('outside every community the nearest one is named', async ({ client }) => {
    const answer = await client.post(
      'workers',
      aFeature(aPoint(119.99, 30.05), { label: 'a', role: 'leader' }),
    )
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      nearest: { name: '西', distanceMeters: 964 },
      field: 'body/geometry',
    })
  })

  test('the likely coordinate system is named', async ({ client }) => {
    const gcj = await client.post(
      'workers',
      aFeature(aPoint(120.2012, 30.05), { label: 'a', role: 'leader' }),
    )
    expect(gcj.json().remedy).toContain('GCJ-02')
    const far = await client.post('workers', aFeature(aPoint(30.05, 60), { label: 'a', role: 'leader' }))
    expect(far.json().remedy).toContain('Check the coordinates')
  })

  test('coordinates in another system are converted, its axes in the order of the authority', async ({
    client,
  }) => {
    const created = await client.post(
      'workers',
      aFeature(aPoint(30.05, 120.05), { label: 'a', role: 'leader' }),
      { 'content-crs': '<http://www.opengis.net/def/crs/EPSG/0/4490>' },
    )
    expect(created.json().geometry).toEqual(aPoint(120.05, 30.05))
    const mercator = await client.post(
      'workers',
      aFeature(aPoint(13363904.9, 3509321.2), { label: 'a', role: 'leader' }),
      { 'content-crs': '<http://www.opengis.net/def/crs/EPSG/0/3857>' },
    )
    expect(mercator.json().geometry.coordinates[0]).toBeCloseTo(120.05, 5)
    const unknown = await client.post('workers', aFeature(aPoint(1, 2), {}), { 'content-crs': '<EPSG:1>' })
    expect(unknown.statusCode).toBe(400)
  })
})

describe('changing', () => {
  test('PUT replaces the whole feature, PATCH only what is said', async ({ client, areas }) => {
    const { id } = (await client.post('buildings', aFeature(aHouse(), BUILDING))).json()
    const moved = await client.put(
      'buildings',
      id,
      aFeature(aHouse(120.15), { use: 'house', households: 1, population: 4 }),
    )
    expect(moved.statusCode, moved.body).toBe(200)
    expect(moved.json().properties).toMatchObject({
      use: 'house',
      levels: null,
      name: null,
      community: areas.east,
    })
    const named = await client.patch('buildings', id, { properties: { name: '二号楼', population: 5 } })
    expect(named.json().properties).toMatchObject({
      use: 'house',
      name: '二号楼',
      population: 5,
      households: 1,
    })
    expect(named.json().geometry).toEqual(moved.json().geometry)
    const unnamed = await client.patch('buildings', id, { geometry: aHouse(), properties: { name: null } })
    expect(unnamed.json().properties).toMatchObject({ name: null, community: areas.west })
    expect((await client.get(`buildings/items/${id}`)).json()).toEqual(unnamed.json())
  })

  test('what was read can be sent back as it is', async ({ client, db, areas }) => {
    const incident = await anIncident(db, { county: areas.county, community: areas.west })
    for (const [collection, feature] of [
      ['buildings', aFeature(aHouse(), BUILDING)],
      ['barriers', aFeature(aHouse(), BARRIER)],
      ['workers', aFeature(aPoint(120.01, 30.01), { label: 'a', role: 'leader' })],
    ] as const) {
      const made = (await client.post(collection, feature)).json()
      const again = await client.put(collection, made.id, made)
      expect(again.statusCode, again.body).toBe(200)
      expect(again.json()).toEqual(made)
    }
    const read = (await client.get(`incidents/items/${incident}`)).json()
    expect((await client.put('incidents', incident, read)).json()).toEqual(read)
    const { rows } = await db.raw(`select description from incidents`)
    expect(rows, 'what the map does not show is kept').toEqual([{ description: '井盖缺失' }])
  })

  test('what follows from other things cannot be written', async ({ client, areas }) => {
    const refused = await client.post('buildings', aFeature(aHouse(), { ...BUILDING, community: areas.east }))
    expect(refused.statusCode).toBe(400)
    expect(refused.json().field).toBe('body/properties/community')
    const { id } = (await client.post('incidents', aFeature(aPoint(120.01, 30.01), { class: '0101' }))).json()
    const closed = await client.patch('incidents', id, { properties: { state: 'closed' } })
    expect(closed.json()).toMatchObject({ status: 400, field: 'body/properties/state', current: 'reported' })
  })

  test('a closed incident is not changed, and one that was worked on is not deleted', async ({
    client,
    db,
    areas,
  }) => {
    const id = await anIncident(db, { county: areas.county, community: areas.west, state: 'closed' })
    await db.raw(`update incidents set closed_at = now()`)
    expect((await client.patch('incidents', id, { properties: { severity: 'minor' } })).statusCode).toBe(409)
    expect((await client.delete('incidents', id)).statusCode).toBe(409)
  })

  test('DELETE removes it, once', async ({ client }) => {
    const { id } = (await client.post('incidents', aFeature(aPoint(120.01, 30.01), { class: '0101' }))).json()
    expect((await client.delete('incidents', id)).statusCode).toBe(204)
    expect((await client.get(`incidents/items/${id}`)).statusCode).toBe(404)
    expect((await client.delete('incidents', id)).statusCode).toBe(404)
  })
})

describe('If-Match', () => {
  test('takes the ETag of any format and encoding, and refuses one that is stale', async ({ client }) => {
    const { id } = (await client.post('buildings', aFeature(aHouse(), BUILDING))).json()
    for (const [format, encoding] of [
      ['json', 'identity'],
      ['json', 'gzip'],
      ['html', 'gzip'],
    ] as const) {
      const read = await client.get(`buildings/items/${id}?f=${format}`, { 'accept-encoding': encoding })
      const etag = String(read.headers.etag)
      const patch = { properties: { name: `${format} ${encoding}` } }
      expect((await client.patch('buildings', id, patch, { 'if-match': etag })).statusCode, etag).toBe(200)
      const stale = await client.patch('buildings', id, { properties: { name: 'x' } }, { 'if-match': etag })
      expect(stale.statusCode).toBe(412)
      const current = { 'if-match': String(stale.headers.etag) }
      expect(
        (await client.patch('buildings', id, { properties: { name: `${format} ${encoding} 2` } }, current))
          .statusCode,
      ).toBe(200)
      expect((await client.delete('buildings', id, { 'if-match': etag })).statusCode).toBe(412)
    }
    for (const never of ['"x"', 'W/"x"', 'x', '""', ','])
      expect((await client.patch('buildings', id, {}, { 'if-match': never })).statusCode, never).toBe(412)
    expect((await client.patch('buildings', id, {}, { 'if-match': '*' })).statusCode).toBe(200)
  })

  test('of two changes to the same version exactly one wins, also where the map shows no difference', async ({
    client,
  }) => {
    const made = await client.post('incidents', aFeature(aPoint(120.01, 30.01), { class: '0101' }))
    const headers = { 'if-match': String(made.headers.etag) }
    const describe = (description: string) =>
      client.patch('incidents', made.json().id, { properties: { description } }, headers)
    const answers = await Promise.all([describe('a'), describe('b'), describe('c')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412])
  })

  test('works over HTTP like over the wire of a GIS', async ({ app, db, areas: _ }) => {
    const { authorization } = await aKey(db)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const items = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/ogc/collections/buildings/items`
    const headers = { authorization, 'content-type': 'application/geo+json' }
    const body = JSON.stringify(aFeature(aHouse(), BUILDING))
    const created = await fetch(items, { method: 'POST', headers, body })
    expect(created.status).toBe(201)
    const item = created.headers.get('location')!
    const etag = (await fetch(item, { headers: { authorization } })).headers.get('etag')!
    const put = () =>
      fetch(item, {
        method: 'PUT',
        headers: { ...headers, 'if-match': etag },
        body: body.replace('一', '三'),
      })
    expect((await put()).status).toBe(200)
    expect((await put()).status).toBe(412)
    const options = await fetch(item, { method: 'OPTIONS', headers: { authorization } })
    expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS, PUT, PATCH, DELETE')
    expect((await fetch(item, { method: 'DELETE', headers: { authorization } })).status).toBe(204)
  })
})

describe('who may write', () => {
  test('each collection asks for its role', async ({ app, db, client, areas: _ }) => {
    const reporter = await FeatureClient.of(app, db, 'reporter')
    const dispatcher = await FeatureClient.of(app, db, 'dispatcher')
    const incident = await reporter.post('incidents', aFeature(aPoint(120.01, 30.01), { class: '0101' }))
    expect(incident.statusCode).toBe(201)
    const { id } = incident.json()
    expect((await reporter.patch('incidents', id, {})).statusCode).toBe(403)
    expect((await dispatcher.patch('incidents', id, {})).statusCode).toBe(200)
    const worker = aFeature(aPoint(120.01, 30.01), { label: 'a', role: 'leader' })
    expect((await reporter.post('workers', worker)).statusCode).toBe(403)
    expect((await dispatcher.post('workers', worker)).statusCode).toBe(201)
    expect((await dispatcher.post('buildings', aFeature(aHouse(), BUILDING))).json()).toMatchObject({
      status: 403,
      needed: 'planner',
      role: 'dispatcher',
    })
    const building = (await client.post('buildings', aFeature(aHouse(), BUILDING))).json()
    expect((await dispatcher.delete('buildings', building.id)).statusCode).toBe(403)
  })

  test('only inside the jurisdiction: where it was and where it goes', async ({ app, db, client, areas }) => {
    const planner = await FeatureClient.of(app, db, 'planner', [areas.west])
    expect((await planner.post('buildings', aFeature(aHouse(120.15), BUILDING))).statusCode).toBe(403)
    const own = (await planner.post('buildings', aFeature(aHouse(), BUILDING))).json()
    expect((await planner.patch('buildings', own.id, { geometry: aHouse(120.15) })).statusCode).toBe(403)
    const other = (await client.post('buildings', aFeature(aHouse(120.15), BUILDING))).json()
    expect((await planner.patch('buildings', other.id, { geometry: aHouse() })).statusCode).toBe(404)
    expect((await planner.delete('buildings', other.id)).statusCode).toBe(404)
    // Barriers are shown to everybody, and belong to every community they touch.
    const road = await planner.post('barriers', aFeature(aRoad([120.05, 30.05], [120.15, 30.05]), BARRIER))
    expect(road.statusCode).toBe(403)
    const shared = (
      await client.post('barriers', aFeature(aRoad([120.05, 30.05], [120.15, 30.05]), BARRIER))
    ).json()
    expect((await planner.delete('barriers', shared.id)).statusCode).toBe(403)
    expect((await client.delete('barriers', shared.id)).statusCode).toBe(204)
  })
})

test('other collections answer 405 and say where they are changed', async ({ client, app, db, areas }) => {
  for (const layer of layers)
    expect(Boolean(layer.writes) !== Boolean(layer.changedBy), layer.name).toBe(true)
  for (const { name, changedBy } of layers.filter(({ writes }) => !writes)) {
    const answers = [
      await client.post(name, aFeature(aHouse(), {})),
      await client.put(name, areas.county, aFeature(aHouse(), {})),
      await client.patch(name, areas.county, {}),
      await client.delete(name, areas.county),
    ]
    for (const answer of answers) {
      expect(answer.statusCode, name).toBe(405)
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
      expect(answer.json().remedy).toBe(changedBy)
    }
    const options = await app.inject({ method: 'OPTIONS', url: `/ogc/collections/${name}/items` })
    expect(options.headers.allow).toBe('GET, HEAD, OPTIONS')
  }
  const { conformsTo } = (await app.inject('/ogc/conformance')).json()
  expect(conformsTo).toContain(
    'http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags',
  )
  expect(await aPlan(db, { county: areas.county, nets: {} })).toBeTruthy()
})

test('a building of a net can be deleted: the net stays, and counts without it', async ({
  client,
  db,
  areas,
}) => {
  const { aNet, aUnit } = await import('../../../support/builders.ts')
  const { recountWeights } = await import('../../../../server/domains/units/index.ts')
  const net = await aNet(db, { county: areas.county, community: areas.west })
  const unit = await aUnit(db, {
    county: areas.county,
    community: areas.west,
    net,
    geometry: square(120, 30, 0.1),
  })
  const { id } = (await client.post('buildings', aFeature(aHouse(), BUILDING))).json()
  await db.raw(`insert into unit_buildings (county_id, net_id, building_id, unit_id) values (?, ?, ?, ?)`, [
    areas.county,
    net,
    id,
    unit,
  ])
  expect((await client.delete('buildings', id)).statusCode).toBe(204)
  expect((await db.raw(`select households from units`)).rows).toEqual([{ households: 10 }])
  await recountWeights(db)
  expect((await db.raw(`select households from units`)).rows).toEqual([{ households: 0 }])
})
