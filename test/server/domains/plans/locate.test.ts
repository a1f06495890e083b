import fc from 'fast-check'
import { expect } from 'vitest'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aGrid, aNet, anActivation, anArea, aPlan, aUnit, square } from '../../../support/builders.ts'

const S = 0.01

/**
 * Two communities side by side, each of two grids with one unit, west to east, at 120°E 30°N:
 *
 *     ┌───┬───╥───┬───┐
 *     │ 1 │ 2 ║ 1 │ 2 │
 *     └───┴───╨───┴───┘
 */
async function aTown(db: Database) {
  const county = await anArea(db, {
    level: 'county',
    code: '990101000000',
    geometry: square(119.9, 29.9, 0.3),
  })
  const town = await anArea(db, {
    level: 'town',
    county,
    parent: county,
    code: '990101001000',
    geometry: square(119.95, 29.95, 0.2),
  })
  const communities: string[] = []
  const nets: Record<string, string> = {}
  const units: string[] = []
  for (const [i, code] of ['990101001001', '990101001002'].entries()) {
    const west = 120 + i * 2 * S
    const community = await anArea(db, {
      level: 'community',
      county,
      parent: town,
      code,
      name: `社区 ${i + 1}`,
      geometry: strip(west, 2 * S),
    })
    communities.push(community)
    const net = await aNet(db, { county, community })
    nets[community] = net
    for (const ordinal of [0, 1])
      units.push(
        await aUnit(db, { county, community, net, ordinal, geometry: square(west + ordinal * S, 30, S) }),
      )
  }
  const plan = await aPlan(db, { county, nets, status: 'published' })
  const grids: string[] = []
  for (const i of [0, 1, 2, 3]) {
    const community = communities[i < 2 ? 0 : 1]!
    const code = `99010100100${i < 2 ? 1 : 2}00${(i % 2) + 1}`
    const geometry = square(120 + i * S, 30, S)
    grids.push(await aGrid(db, { county, community, plan, code, units: [units[i]!], geometry }))
  }
  return { county, town, communities, nets, units, plan, grids }
}

const strip = (west: number, width: number) => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, 30],
        [west + width, 30],
        [west + width, 30 + S],
        [west, 30 + S],
        [west, 30],
      ],
    ],
  ],
})

async function anActiveTown(db: Database) {
  const town = await aTown(db)
  for (const community of town.communities)
    await anActivation(db, { county: town.county, community, plan: town.plan })
  return town
}

test('a point has its areas from the county down, its unit and its grid', async ({ app, db }) => {
  const { county, town, communities, units, grids, plan } = await anActiveTown(db)
  const answer = await app.inject('/api/locate?lon=120.015&lat=30.005&at=2026-01-01T08:00:00%2B08:00')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    point: [120.015, 30.005],
    at: '2026-01-01T00:00:00.000Z',
    areas: [
      { id: county, level: 'county', code: '990101000000', name: 'A' },
      { id: town, level: 'town', code: '990101001000', name: 'A' },
      { id: communities[0], level: 'community', code: '990101001001', name: '社区 1' },
    ],
    unit: { id: units[1] },
    grid: { id: grids[1], code: '990101001001002', name: '网格 990101001001002', plan },
    microGrid: null,
    overlays: [],
    team: [],
    responsible: { grid: grids[1], rule: 'basic' },
    boundary: { with: [] },
    nearest: null,
  })
})

test('on a border the lowest code answers and the others are named', async ({ app, db }) => {
  const { communities, units, grids } = await anActiveTown(db)
  const { areas, unit, grid, boundary } = (await app.inject('/api/locate?lon=120.02&lat=30')).json()
  expect(areas.at(-1).id).toBe(communities[0])
  expect(grid.id).toBe(grids[1])
  expect(unit.id).toBe(units[1])
  expect(boundary).toEqual({ with: [grids[2]] })
})

test('before any plan is active there is a unit and no grid', async ({ app, db }) => {
  const { units } = await aTown(db)
  const answer = (await app.inject('/api/locate?lon=120.005&lat=30.005')).json()
  expect(answer).toMatchObject({ unit: { id: units[0] }, grid: null, responsible: null, nearest: null })
})

test('the plan that was active at the moment asked for answers', async ({ app, db }) => {
  const { county, communities, nets, units, plan, grids } = await aTown(db)
  const community = communities[0]!
  const later = await aPlan(db, { county, nets: { [community]: nets[community]! }, status: 'published' })
  const merged = await aGrid(db, {
    county,
    community,
    plan: later,
    code: '990101001001003',
    units: units.slice(0, 2),
    geometry: strip(120, 2 * S),
  })
  const [from, to] = ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z']
  await anActivation(db, { county, community, plan, from, to })
  await anActivation(db, { county, community, plan: later, from: to })
  const gridAt = async (at: string) =>
    (await app.inject(`/api/locate?lon=120.005&lat=30.005&at=${at}`)).json().grid?.id ?? null
  expect(await gridAt('2025-12-31T23:59:59Z')).toBeNull()
  expect(await gridAt('2026-01-01T00:00:00Z')).toBe(grids[0])
  expect(await gridAt('2026-02-28T23:59:59Z')).toBe(grids[0])
  expect(await gridAt('2026-03-01T00:00:00Z')).toBe(merged)
})

test('a micro-grid is found beside the grid it lies in', async ({ app, db }) => {
  const { county, communities, nets, grids } = await anActiveTown(db)
  const community = communities[0]!
  const plan = await aPlan(db, { county, tier: 'micro', nets: { [community]: nets[community]! } })
  const geometry = square(120, 30, S / 2)
  const micro = await aGrid(db, { county, community, plan, code: '99010100100100101', geometry })
  await anActivation(db, { county, community, plan, tier: 'micro' })
  const inside = (await app.inject('/api/locate?lon=120.002&lat=30.002')).json()
  expect([inside.grid.id, inside.microGrid.id]).toEqual([grids[0], micro])
  const outside = (await app.inject('/api/locate?lon=120.008&lat=30.008')).json()
  expect([outside.grid.id, outside.microGrid]).toEqual([grids[0], null])
})

test('outside every grid the nearest one is named, in metres along the ground', async ({ app, db }) => {
  const { county, grids } = await anActiveTown(db)
  const { grid, nearest, areas } = (await app.inject('/api/locate?lon=119.99&lat=30.005')).json()
  expect(grid).toBeNull()
  expect(nearest.grid).toBe(grids[0])
  // 0.01° of the parallel of 30.005° is 964.83 m on the WGS 84 ellipsoid.
  expect(nearest.distanceMeters).toBeCloseTo(964.8, 0)
  expect(areas.map((area: { level: string }) => area.level)).toEqual(['county', 'town'])
  const abroad = (await app.inject('/api/locate?lon=9.5&lat=47.1')).json()
  expect(abroad).toMatchObject({ areas: [], unit: null, grid: null, nearest: { grid: grids[0] } })
  expect(county).toBeDefined()
})

test('nearest is by metres and not by degrees: at 60° north a degree east is half as far as one north', async ({
  app,
  db,
}) => {
  const county = await anArea(db, { geometry: square(20, 59, 2) })
  const community = await anArea(db, {
    level: 'community',
    county,
    parent: county,
    geometry: square(20, 59, 2),
  })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net } })
  const grid = (code: string, west: number, south: number) =>
    aGrid(db, { county, community, plan, code, geometry: square(west, south, 0.1) })
  const east = await grid('E', 20.5, 60)
  await grid('N', 20.2, 60.23)
  await anActivation(db, { county, community, plan })
  const { nearest } = (await app.inject('/api/locate?lon=20.25&lat=60.05')).json()
  expect(nearest.grid).toBe(east)
  expect(nearest.distanceMeters).toBeCloseTo(13_929, -2)
})

test('a point may be in another system, and comes back in WGS 84', async ({ app, db }) => {
  const { grids } = await anActiveTown(db)
  const plain = (await app.inject('/api/locate?lon=120.005&lat=30.005&at=2026-01-01T00:00:00Z')).json()
  expect(plain.grid.id).toBe(grids[0])
  const mercator = await app.inject(
    '/api/locate?lon=13358895.475&lat=3504210.553&crs=EPSG:3857&at=2026-01-01T00:00:00Z',
  )
  expect(mercator.json().point[0]).toBeCloseTo(120.005, 6)
  expect(mercator.json().grid).toEqual(plain.grid)
  const shifted = (await app.inject('/api/locate?lon=120.005&lat=30.005&crs=GCJ-02')).json()
  expect(shifted.point[0]).not.toBeCloseTo(120.005, 3)
})

test('a batch keeps its order and has an error in the place of each bad row', async ({ app, db }) => {
  const { grids } = await anActiveTown(db)
  const points = [
    [120.005, 30.005],
    [1],
    'x',
    [120.015, 30.005],
    [200, 30],
    [120, null],
    null,
    [120.025, 30.005],
  ]
  const answer = await app.inject({ method: 'POST', url: '/api/locate', payload: { points } })
  expect(answer.statusCode).toBe(200)
  const { results } = answer.json()
  const seen = results.map((result: { grid?: { id: string }; error?: { field: string } }) =>
    result.error ? result.error.field : result.grid?.id,
  )
  expect(seen).toEqual([
    grids[0],
    'points/1',
    'points/2',
    grids[1],
    'points/4',
    'points/5',
    'points/6',
    grids[2],
  ])
})

test('a GeoJSON feature collection is a batch too', async ({ app, db }) => {
  const { grids } = await anActiveTown(db)
  const feature = (geometry: object | null) => ({ type: 'Feature', properties: {}, geometry })
  const answer = await app.inject({
    method: 'POST',
    url: '/api/locate',
    headers: { 'content-type': 'application/geo+json' },
    payload: JSON.stringify({
      type: 'FeatureCollection',
      features: [
        feature({ type: 'Point', coordinates: [120.005, 30.005, 12] }),
        feature(null),
        feature({ type: 'LineString', coordinates: [] }),
      ],
    }),
  })
  const { results } = answer.json()
  expect(results).toHaveLength(3)
  expect(results[0].grid.id).toBe(grids[0])
  expect(results[1].error.field).toBe('points/1')
  expect(results[2].error.field).toBe('points/2')
})

test('single and batch give equal answers', async ({ app, db }) => {
  await anActiveTown(db)
  const at = '2026-01-01T00:00:00.000Z'
  // Steps of half a grid, so that corners and borders come up often.
  const step = fc.integer({ min: -4, max: 12 }).map((n) => (n * S) / 2)
  const points = fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(points, async (offsets) => {
      const positions = offsets.map(([x, y]) => [120 + x, 30 + y])
      const batch = await app.inject({
        method: 'POST',
        url: '/api/locate',
        payload: { points: positions, at },
      })
      const singles: unknown[] = []
      for (const [lon, lat] of positions)
        singles.push((await app.inject(`/api/locate?lon=${lon}&lat=${lat}&at=${at}`)).json())
      expect(batch.json().results).toEqual(singles)
    }),
    { numRuns: 15 },
  )
})

test('ten thousand points are one request', async ({ app, db }) => {
  const { grids } = await anActiveTown(db)
  const points = Array.from({ length: 10_000 }, (_, i) => [120 + ((i % 100) + 0.5) * 4e-4, 30.005])
  const answer = await app.inject({ method: 'POST', url: '/api/locate', payload: { points } })
  const { results } = answer.json()
  expect(results).toHaveLength(10_000)
  const counts = grids.map(
    (id) => results.filter((row: { grid: { id: string } }) => row.grid.id === id).length,
  )
  expect(counts).toEqual([2500, 2500, 2500, 2500])
})

test.for([
  ['lon=120', 400],
  ['lon=Infinity&lat=30', 400],
  ['lon=1e400&lat=30', 400],
  ['lon=NaN&lat=30', 400],
  ['lon=181&lat=30', 400],
  ['lon=30&lat=120', 400],
  ['lon=120&lat=30&crs=EPSG:9999', 400],
  ['lon=120&lat=30&at=yesterday', 400],
  ['lon=120&lat=30&at=0000-01-01T00:00:00Z', 400],
  ['lon=120&lat=30&nothing=1', 400],
] as const)('GET /api/locate?%s is refused with %i', async ([query, status], { app }) => {
  const answer = await app.inject(`/api/locate?${query}`)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test.for([
  [{}, 400],
  [{ points: {} }, 400],
  [{ points: [], type: 'FeatureCollection', features: [] }, 400],
  [{ type: 'FeatureCollection' }, 400],
  [{ points: [], crs: 'nothing' }, 400],
  [{ points: [], crs: {} }, 400],
  [{ points: Array.from({ length: 50_001 }, () => 0) }, 413],
  [[], 400],
] as const)('POST /api/locate refuses what is no batch: %#', async ([payload, status], { app }) => {
  const answer = await app.inject({ method: 'POST', url: '/api/locate', payload: payload as object })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('an empty batch has no results', async ({ app }) => {
  const answer = await app.inject({ method: 'POST', url: '/api/locate', payload: { points: [] } })
  expect(answer.json()).toEqual({ results: [] })
})
