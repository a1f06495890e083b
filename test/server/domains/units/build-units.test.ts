import { expect } from 'vitest'
import { buildUnits, loadNet, recountWeights } from '../../../../server/domains/units/index.ts'
import { rows } from '../../../../server/platform/database.ts'
import type { Services } from '../../../../server/platform/services.ts'
import { test } from '../../../support/app.ts'
import { aBarrier, aBuilding, square } from '../../../support/builders.ts'
import { aCounty, rectangles } from '../../../support/county-world.ts'
import { expectSoundNet } from '../../../support/net-checks.ts'

const build = (services: Services, communityIds?: string[]) =>
  buildUnits(services, { actor: 'test', ...(communityIds ? { communityIds } : {}) })

test('barriers and borders cut communities into units that tile them', async ({ services, db }) => {
  const { county, west, east } = await aCounty(db)
  for (const [lng, lat] of [
    [120.001, 30.001],
    [120.006, 30.001],
    [120.006, 30.018],
    [120.015, 30.001],
  ] as const)
    await aBuilding(db, {
      county,
      community: lng < 120.01 ? west : east,
      geometry: square(lng, lat, 0.0002),
      households: 20,
    })

  const built = await build(services)
  expect(built).toMatchObject({ unitCount: 6, findingCount: 0 })
  await expectSoundNet(db, west)
  await expectSoundNet(db, east)
  const { units, neighbours } = await loadNet(db, { communityId: west })
  // North-west, north-east, south-west, south-east.
  expect(units.map(({ households }) => households)).toEqual([0, 20, 20, 20])
  expect(neighbours.map(({ a, b, barrierClass }) => [a, b, barrierClass])).toEqual([
    [0, 1, 'residential'],
    [0, 2, 'primary'],
    [1, 3, 'primary'],
    [2, 3, 'residential'],
  ])
})

test('both sides of a border carry the same corners', async ({ services, db }) => {
  const { west, east } = await aCounty(db)
  await build(services)
  const corners = (community: string) =>
    rows<{ lat: number }>(
      db,
      /* sql */ `
      select distinct ST_Y(d.geom) as lat from units u cross join lateral ST_DumpPoints(u.geom) d
      where u.community_id = ? and abs(ST_X(d.geom) - 120.01) < 1e-9 order by 1`,
      [community],
    )
  const [seen, there] = [await corners(west), await corners(east)]
  expect(seen).toHaveLength(3)
  expect(there).toEqual(seen)
})

test('the same ground makes no new revision; another road supersedes the net it changes', async ({
  services,
  db,
}) => {
  const { county, west, east } = await aCounty(db)
  const first = await build(services)
  const again = await build(services)
  expect(again.nets).toEqual(first.nets.map((net) => ({ ...net, changed: false })))

  await aBarrier(db, {
    county,
    class: 'tertiary',
    line: [
      [120.015, 29.99],
      [120.015, 30.03],
    ],
  })
  const changed = await build(services, [east])
  const revisionOf = (community: string) => changed.nets.find(({ communityId }) => communityId === community)
  expect(revisionOf(west)).toMatchObject({ revision: 1, changed: false })
  expect(revisionOf(east)).toMatchObject({ revision: 2, changed: true, unitCount: 4 })
  const before = first.nets.find(({ communityId }) => communityId === east)!
  expect((await loadNet(db, { netId: before.netId })).units).toHaveLength(2)
})

test('a building across a road counts once and is listed', async ({ services, db }) => {
  const { county, west } = await aCounty(db)
  const building = await aBuilding(db, {
    county,
    community: west,
    geometry: square(120.0039, 30.002, 0.0004),
    households: 7,
  })
  await build(services)
  await expectSoundNet(db, west)
  expect(
    await rows(db, `select rule, subject, round(size::numeric, 2)::float8 as size from net_findings`),
  ).toEqual([{ rule: 'building-straddles', subject: building, size: 0.25 }])
})

test('a building outside its community goes to the nearest unit and is listed', async ({ services, db }) => {
  const { county, west } = await aCounty(db)
  await aBuilding(db, { county, community: west, geometry: square(119.998, 30.001, 0.0002) })
  await build(services)
  const { units } = await loadNet(db, { communityId: west })
  expect(units.map(({ buildingCount }) => buildingCount)).toEqual([0, 0, 1, 0])
  expect(await rows(db, `select rule from net_findings order by ordinal`)).toEqual([
    { rule: 'building-outside' },
    { rule: 'building-straddles' },
  ])
})

test('exclaves belong to their community, an enclave is a hole in the other', async ({ services, db }) => {
  const { west, community } = await aCounty(db)
  const enclave = await community(
    '飞地村',
    rectangles([120.006, 30.002, 120.008, 30.004], [120.03, 30, 120.031, 30.001]),
  )
  await db.raw(
    `update areas set geom = ST_Multi(ST_Difference(geom, (select geom from areas where id = ?))) where id = ?`,
    [enclave, west],
  )
  await build(services)
  await expectSoundNet(db, west)
  await expectSoundNet(db, enclave)
  expect((await loadNet(db, { communityId: enclave })).units).toHaveLength(2)
})

test('ground that two communities claim goes to the smaller one and is listed', async ({ services, db }) => {
  const { west, community } = await aCounty(db)
  const small = await community('小村', rectangles([120.006, 30.002, 120.008, 30.004]))
  await build(services)
  await expectSoundNet(db, small)
  expect((await loadNet(db, { communityId: west })).units).toHaveLength(4)
  const findings = await rows(
    db,
    `select rule, round(size) as size from net_findings where net_id = (select id from nets where community_id = ?)`,
    [small],
  )
  expect(findings).toEqual([{ rule: 'community-overlap', size: 42782 }])
})

test('a lake is water, and its shore is named after it', async ({ services, db }) => {
  const { county, west } = await aCounty(db)
  await aBarrier(db, {
    county,
    kind: 'water',
    class: 'lake',
    geometry: rectangles([120.005, 30.014, 120.008, 30.016]),
  })
  await build(services)
  await expectSoundNet(db, west)
  const { units, neighbours } = await loadNet(db, { communityId: west })
  const lake = units.findIndex(({ kind }) => kind === 'water')
  expect(units.filter(({ kind }) => kind === 'water')).toHaveLength(1)
  expect(
    neighbours.filter(({ a, b }) => a === lake || b === lake).map(({ barrierClass }) => barrierClass),
  ).toEqual(['lake'])
})

test('tunnels and service ways do not divide', async ({ services, db }) => {
  const { county, east } = await aCounty(db)
  await aBarrier(db, {
    county,
    class: 'primary',
    isTunnel: true,
    line: [
      [120.015, 29.99],
      [120.015, 30.03],
    ],
  })
  await aBarrier(db, {
    county,
    class: 'service',
    line: [
      [120.016, 29.99],
      [120.016, 30.03],
    ],
  })
  await build(services)
  expect((await loadNet(db, { communityId: east })).units).toHaveLength(2)
})

test('weights are counted again without a new revision', async ({ services, db }) => {
  const { county, west } = await aCounty(db)
  const building = await aBuilding(db, {
    county,
    community: west,
    geometry: square(120.001, 30.001, 0.0002),
    households: 5,
  })
  await build(services)
  await db.raw(`update buildings set households = 9, population = 20 where id = ?`, [building])
  expect(await recountWeights(db)).toBe(1)
  expect(await recountWeights(db)).toBe(0)
  await expectSoundNet(db, west)
})
