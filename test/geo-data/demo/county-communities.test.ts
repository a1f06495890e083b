import { afterAll, beforeAll, expect, test } from 'vitest'
import { planCounty } from '../../../geo-data/demo/county-plan.ts'
import { openWorkerPool } from '../../../server/platform/worker-pool.ts'
import type { DividedCommunity } from '../../support/demo-county/town-worker.ts'

const pool = openWorkerPool(new URL('../../support/demo-county/town-worker.ts', import.meta.url))
const towns = [...planCounty(1, 1).towns.keys()]
let communities: DividedCommunity[]

beforeAll(async () => {
  const divided = towns.map((town) => pool.run<DividedCommunity[]>('divideTown', { seed: 1, town }))
  communities = (await Promise.all(divided)).flat()
}, 600_000)
afterAll(() => pool.close())

test('the net of each of the 275 communities is the one that the database makes', () => {
  expect(communities).toHaveLength(275)
  const sum = (of: (community: DividedCommunity) => number) =>
    communities.reduce((before, community) => before + of(community), 0)
  expect({ units: sum(({ units }) => units), households: sum(({ households }) => households) }).toEqual({
    units: 38_613,
    households: 992_260,
  })
})

test('every community is divided into grids of 200–400 households, without an exception', () => {
  for (const { code, zoneWeights, exceptions } of communities) {
    expect(exceptions, code).toEqual([])
    expect(Math.min(...zoneWeights), code).toBeGreaterThanOrEqual(200)
    expect(Math.max(...zoneWeights), code).toBeLessThanOrEqual(400)
  }
})

test('in each community at least 70 % of the boundary between its grids follows a barrier, in all 95 %', () => {
  for (const { code, zones, onBarriersShare } of communities)
    if (zones > 1) expect(onBarriersShare, code).toBeGreaterThanOrEqual(0.7)
  const meters = communities.reduce((sum, { boundaryMeters }) => sum + boundaryMeters, 0)
  const onBarriers = communities.reduce(
    (sum, { boundaryMeters, onBarriersShare }) => sum + boundaryMeters * onBarriersShare,
    0,
  )
  expect(onBarriers / meters).toBeGreaterThan(0.95)
})
