import { describe, expect } from 'vitest'
import { demoRecords, demoTruth } from '../../../../geo-data/demo/demo-features.ts'
import type { ImportRecord } from '../../../../geo-data/records.ts'
import { importRecords } from '../../../../server/domains/imports/index.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { square } from '../../../support/builders.ts'

const OPTIONS = { source: 'test', fileName: 'test', format: 'records', crs: 'EPSG:4326', actor: 'test' }

const community = (sourceId: string, west: number): ImportRecord => ({
  layer: 'areas',
  sourceId,
  level: 'community',
  name: `社区${sourceId}`,
  geometry: square(west, 30, 0.01),
})
const building = (sourceId: string, lng: number, more: object = {}): ImportRecord => ({
  layer: 'buildings',
  sourceId,
  use: 'apartments',
  geometry: { type: 'Polygon', coordinates: square(lng, 30.005, 0.0002).coordinates[0] as number[][][] },
  ...more,
})

const countOf = async (db: Database, sql: string) =>
  ((await db.raw(sql)).rows as { count: number }[])[0]?.count

describe('importRecords', () => {
  test('places buildings in communities and lists what lies outside', async ({ db }) => {
    const report = await importRecords(
      db,
      [
        community('a', 120),
        community('b', 120.01),
        building('1', 120.002),
        building('2', 120.015),
        building('3', 121),
      ],
      OPTIONS,
    )
    expect(report.layers.buildings).toEqual({
      read: 3,
      added: 2,
      changed: 0,
      unchanged: 0,
      repaired: 0,
      rejected: 1,
    })
    const { rows } = await db.raw(`
      select b.source_id as building, a.source_id as community, b.households > 0 as lived_in, b.is_estimated
      from buildings b join areas a on a.id = b.community_id order by 1`)
    expect(rows).toEqual([
      { building: '1', community: 'a', lived_in: true, is_estimated: true },
      { building: '2', community: 'b', lived_in: true, is_estimated: true },
    ])
    const findings = await db.raw(`select rule, subject, ST_X(place) > 120.9 as far from import_findings`)
    expect(findings.rows).toEqual([{ rule: 'outside-every-community', subject: '3', far: true }])
  })

  test('repairs a bow-tie, rejects a collapsed ring, and says where', async ({ db }) => {
    const bowTie = [
      [
        [120.001, 30.001],
        [120.002, 30.002],
        [120.002, 30.001],
        [120.001, 30.002],
        [120.001, 30.001],
      ],
    ]
    const collapsed = [
      [
        [120.001, 30.001],
        [120.002, 30.001],
        [120.003, 30.001],
        [120.001, 30.001],
      ],
    ]
    const report = await importRecords(
      db,
      [
        community('a', 120),
        building('bow-tie', 0, { geometry: { type: 'Polygon', coordinates: bowTie } }),
        building('collapsed', 0, { geometry: { type: 'Polygon', coordinates: collapsed } }),
      ],
      OPTIONS,
    )
    expect(report.layers.buildings).toMatchObject({ read: 2, added: 1, repaired: 1, rejected: 1 })
    const { rows } = await db.raw(
      `select rule, subject, place is not null as placed from import_findings order by ordinal`,
    )
    expect(rows).toEqual([
      { rule: 'repaired-geometry', subject: 'bow-tie', placed: true },
      { rule: 'unrepairable-geometry', subject: 'collapsed', placed: true },
    ])
  })

  test('the same records twice change nothing; a changed one changes only itself', async ({ db }) => {
    const records = [community('a', 120), building('1', 120.002), building('2', 120.005)]
    await importRecords(db, records, OPTIONS)
    const before = (await db.raw(`select id, updated_at from buildings order by source_id`)).rows
    const again = await importRecords(db, records, OPTIONS)
    expect(again.layers.buildings).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    expect((await db.raw(`select id, updated_at from buildings order by source_id`)).rows).toEqual(before)
    const third = await importRecords(
      db,
      [...records.slice(0, 2), building('2', 120.005, { levels: 30 })],
      OPTIONS,
    )
    expect(third.layers.buildings).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
  })

  test('estimates are scaled to a known total exactly', async ({ db }) => {
    await importRecords(
      db,
      [
        community('a', 120),
        building('1', 120.002, { households: 10 }),
        building('2', 120.004),
        building('3', 120.006),
      ],
      { ...OPTIONS, householdsTotal: 111 },
    )
    expect(await countOf(db, 'select sum(households)::int as count from buildings')).toBe(111)
  })

  test('an import that fails leaves nothing behind', async ({ db }) => {
    function* failing(): Generator<ImportRecord> {
      yield community('a', 120)
      throw new Error('the file ends too early')
    }
    await expect(importRecords(db, failing(), OPTIONS)).rejects.toThrow('the file ends too early')
    expect(await countOf(db, 'select count(*)::int as count from import_staging')).toBe(0)
    expect(await countOf(db, 'select count(*)::int as count from areas')).toBe(0)
    expect((await db.raw('select state from imports')).rows).toEqual([{ state: 'failed' }])
  })

  test('a duplicate id is listed and the first one counts', async ({ db }) => {
    const report = await importRecords(
      db,
      [community('a', 120), building('1', 120.002), building('1', 120.006)],
      OPTIONS,
    )
    expect(report.layers.buildings).toMatchObject({ added: 1, rejected: 1 })
  })

  test('a data set of one community can be imported again, and joined', async ({ db }) => {
    const records = [community('a', 120), building('1', 120.002)]
    await importRecords(db, records, OPTIONS)
    const again = await importRecords(db, records, OPTIONS)
    expect(again.layers.buildings).toMatchObject({ unchanged: 1 })
    expect(
      await countOf(
        db,
        `select count(*)::int as count from areas a join buildings b on ST_DWithin(a.geom, b.geom, 0.001) and a.geom && b.geom`,
      ),
    ).toBe(1)
  })

  test('buildings without any community say what is missing', async ({ db }) => {
    await expect(importRecords(db, [building('1', 120)], OPTIONS)).rejects.toMatchObject({
      facts: { rule: 'areas-needed' },
    })
  })

  test('the demo town is stored whole: every household of its truth', async ({ db }) => {
    const options = { size: 'town', seed: 1 } as const
    const report = await importRecords(db, demoRecords(options), { ...OPTIONS, isFictional: true })
    const truth = demoTruth(options)
    expect(report.findings).toBe(0)
    expect(await countOf(db, 'select sum(households)::int as count from buildings')).toBe(truth.households)
    expect(await countOf(db, `select count(*)::int as count from areas where level = 'community'`)).toBe(
      truth.communities.length,
    )
    expect(await countOf(db, 'select count(distinct county_id)::int as count from buildings')).toBe(1)
  })
})
