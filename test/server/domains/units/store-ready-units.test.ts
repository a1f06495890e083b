import type { MultiPolygon } from 'geojson'
import { expect } from 'vitest'
import {
  buildUnits,
  loadNet,
  type ReadyUnit,
  storeReadyUnits,
} from '../../../../server/domains/units/index.ts'
import { type Database, oneRow, rows } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aBuilding, square } from '../../../support/builders.ts'
import { aCounty, rectangles } from '../../../support/county-world.ts'

const unit = (
  sourceId: string,
  households: number,
  ...boxes: [number, number, number, number][]
): ReadyUnit => ({
  sourceId,
  households,
  population: households * 3,
  geometry: rectangles(...boxes) as MultiPolygon,
})
const store = (db: Database, community: string, units: ReadyUnit[]) =>
  db.transaction((transaction) => storeReadyUnits(transaction, community, units, 'test'))
const findings = (db: Database) =>
  rows(db, `select rule, subject, round(size) as size from net_findings order by ordinal`)

const half = [120, 30, 120.005, 30.02] as [number, number, number, number]
const rest = [unit('B', 20, [120.005, 30, 120.01, 30.007]), unit('C', 30, [120.005, 30.007, 120.01, 30.02])]

test('ready-made units keep their weights and find their neighbours, also over corners of others', async ({
  db,
}) => {
  const { county, west } = await aCounty(db)
  await aBuilding(db, { county, community: west, households: 99, geometry: square(120.001, 30.001, 0.0002) })
  await store(db, west, [unit('A', 10, half), ...rest])
  const { units, neighbours } = await loadNet(db, { communityId: west })
  expect(units.map(({ households, buildingCount }) => [households, buildingCount])).toEqual([
    [10, 1],
    [30, 0],
    [20, 0],
  ])
  expect(neighbours.map(({ a, b }) => [a, b])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ])
  expect(await findings(db)).toEqual([])
})

test('gaps are filled or stand alone, overlaps go to the smaller unit, what lies outside is cut off: all listed', async ({
  db,
}) => {
  const { west } = await aCounty(db)
  const units = [
    unit('A', 10, [119.999, 30, 120.0049999, 30.019]),
    unit('B', 20, [120.005, 30, 120.01, 30.008]),
    unit('C', 30, [120.005, 30.007, 120.01, 30.02]),
    unit('D', 5, [130, 30, 130.001, 30.001]),
  ]
  await store(db, west, units)
  const area = await oneRow<{ difference: number; sum: number }>(
    db,
    /* sql */ `
    select sum(ST_Area(u.geom)) / max(ST_Area(a.geom)) - 1 as difference, sum(u.households)::integer as sum
    from units u join areas a on a.id = u.community_id`,
  )
  expect(Math.abs(area.difference)).toBeLessThan(1e-9)
  expect(area.sum).toBe(60)
  expect(await findings(db)).toEqual([
    { rule: 'unit-cut', subject: 'A', size: 203_200 },
    { rule: 'unit-cut', subject: 'C', size: 53_475 },
    { rule: 'unit-gap', subject: '', size: 53_494 },
    { rule: 'unit-overlap', subject: 'B', size: 53_475 },
    { rule: 'unit-without-ground', subject: 'D', size: 10_696 },
  ])
})

test('the same units make no new revision, and building from the ground leaves them alone', async ({
  services,
  db,
}) => {
  const { west, east } = await aCounty(db)
  const units = [unit('A', 10, half), ...rest]
  await store(db, west, units)
  expect(await store(db, west, units)).toMatchObject({ revision: 1, changed: false })
  const built = await buildUnits(services, { actor: 'test' })
  expect(built.nets.map(({ communityId }) => communityId)).toEqual([east])
  const asked = await buildUnits(services, { actor: 'test', communityIds: [west], replaceReady: true })
  expect(asked.nets.find(({ communityId }) => communityId === west)).toMatchObject({
    revision: 2,
    changed: true,
  })
})
