import { expect } from 'vitest'
import { buildUnits, loadNet } from '../../../../server/domains/units/index.ts'
import { type Database, rows } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aBarrier, aBuilding, square } from '../../../support/builders.ts'
import { aCounty, rectangles } from '../../../support/county-world.ts'
import { expectSoundNet } from '../../../support/net-checks.ts'

/** Sixteen houses of 10 households in the south of both communities, those of the east nearer to the border. */
async function houses(db: Database, { county, west, east }: Awaited<ReturnType<typeof aCounty>>) {
  for (const [community, lng] of [
    [west, 120.0055],
    [east, 120.0105],
  ] as const)
    for (let i = 0; i < 16; i++)
      await aBuilding(db, {
        county,
        community,
        households: 10,
        geometry: square(lng + (i % 4) * 0.001, 30.001 + Math.floor(i / 4) * 0.002, 0.0004),
      })
}

test('a heavy block is divided along its buildings, and the border keeps equal corners', async ({
  services,
  db,
}) => {
  const world = await aCounty(db)
  await houses(db, world)
  await buildUnits(services, { actor: 'test' })
  for (const community of [world.west, world.east]) {
    await expectSoundNet(db, community)
    const { units } = await loadNet(db, { communityId: community })
    expect(units.filter(({ households }) => households > 0).map(({ households }) => households)).toEqual(
      expect.arrayContaining([40]),
    )
    expect(Math.max(...units.map(({ households }) => households))).toBeLessThanOrEqual(50)
  }
  expect(await rows(db, `select rule from net_findings`)).toEqual([])
  const corners = (community: string) =>
    rows(
      db,
      /* sql */ `
      select distinct ST_X(d.geom) as lng, ST_Y(d.geom) as lat from units u cross join lateral ST_DumpPoints(u.geom) d
      where u.community_id = ? and abs(ST_X(d.geom) - 120.01) < 5e-8 order by 1, 2`,
      [community],
    )
  const seen = await corners(world.west)
  expect(seen.length).toBeGreaterThan(3)
  expect(await corners(world.east)).toEqual(seen)
})

test('building one community gives what building all of them gives', async ({ services, db }) => {
  const world = await aCounty(db)
  await houses(db, world)
  await buildUnits(services, { actor: 'test' })
  const one = await buildUnits(services, { actor: 'test', communityIds: [world.east] })
  expect(one.nets.map(({ changed }) => changed)).toEqual([false, false])
})

test('work in threads and work in place give the same net', async ({ services, db }) => {
  const world = await aCounty(db)
  await houses(db, world)
  await buildUnits({ db }, { actor: 'test' })
  expect((await buildUnits(services, { actor: 'test' })).nets.map(({ changed }) => changed)).toEqual([
    false,
    false,
  ])
})

test('a minor road divides a heavy block before lines between buildings do, and no other block', async ({
  services,
  db,
}) => {
  const world = await aCounty(db)
  await houses(db, world)
  // Through the houses of the east, from the road in the middle to the south, and on through the empty north.
  await aBarrier(db, {
    county: world.county,
    class: 'service',
    line: [
      [120.0122, 29.99],
      [120.0122, 30.03],
    ],
  })
  await buildUnits(services, { actor: 'test', settings: { minorRoadHouseholds: 150 } })
  await expectSoundNet(db, world.east)
  const { units, neighbours } = await loadNet(db, { communityId: world.east })
  expect(neighbours.filter(({ barrierClass }) => barrierClass === 'service').length).toBeGreaterThan(1)
  expect(units.filter(({ buildingCount }) => buildingCount === 0)).toHaveLength(1)
})

test('the limit is a setting', async ({ services, db }) => {
  const world = await aCounty(db)
  await houses(db, world)
  const { unitCount } = await buildUnits(services, { actor: 'test', settings: { divisionHouseholds: 200 } })
  expect(unitCount).toBe(6)
})

test('a bridge joins the banks of a river, a ferry joins an island to the shore', async ({
  services,
  db,
}) => {
  const { county, east } = await aCounty(db)
  await aBarrier(db, {
    county,
    kind: 'water',
    class: 'lake',
    geometry: {
      type: 'Polygon',
      coordinates: [
        rectangles([120.012, 30.001, 120.018, 30.008]).coordinates[0]![0]!,
        rectangles([120.014, 30.004, 120.0145, 30.0045]).coordinates[0]![0]!,
        rectangles([120.016, 30.004, 120.0165, 30.0045]).coordinates[0]![0]!,
      ],
    },
  })
  await aBarrier(db, {
    county,
    class: 'path',
    isBridge: true,
    line: [
      [120.0119, 30.0042],
      [120.01405, 30.0042],
    ],
  })
  await aBarrier(db, {
    county,
    kind: 'link',
    class: 'ferry',
    line: [
      [120.0164, 30.0039],
      [120.0175, 30.003],
    ],
  })
  await buildUnits(services, { actor: 'test' })
  await expectSoundNet(db, east)
  const { units, neighbours } = await loadNet(db, { communityId: east })
  expect(units.map(({ kind }) => kind)).toEqual(['land', 'land', 'land', 'water', 'land'])
  const shore = units.findIndex(
    ({ areaSquareMeters, kind }, index) => index > 0 && kind === 'land' && areaSquareMeters > 1e5,
  )
  const links = neighbours.filter(({ link }) => link !== null)
  expect(links).toHaveLength(2)
  for (const { a, b, sharedMeters, barrierClass } of links) {
    expect([a, b]).toContain(shore)
    expect({ sharedMeters, barrierClass }).toEqual({ sharedMeters: 0, barrierClass: null })
  }
  expect(links.map(({ link }) => link).sort()).toEqual(['bridge', 'ferry'])
})
