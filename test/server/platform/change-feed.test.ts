import { expect, inject, vi } from 'vitest'
import { ChangeFeed, type MapChange } from '../../../server/platform/change-feed.ts'
import type { Services } from '../../../server/platform/services.ts'
import { test } from '../../support/app.ts'
import { aGrid, aNet, anActivation, anArea, aPlan, aUnit, square } from '../../support/builders.ts'
import { openTestDatabase } from '../../support/engine.ts'

/** What a function makes the database announce, in order. */
async function announcedBy({ db, changes }: Services, work: () => Promise<unknown>): Promise<MapChange[]> {
  const heard: MapChange[] = []
  const leave = changes.subscribe({ changed: (change) => heard.push(change), interrupted: () => {} })
  // Messages of one channel arrive in the order of their commits: a mark before and one after hold what is between.
  const mark = async (table: string) => {
    await db.raw(`select pg_notify('wangge_changes', ?)`, [JSON.stringify({ table })])
    await vi.waitFor(() => expect(heard.at(-1)?.table).toBe(table), 2000)
  }
  await mark('before')
  await work()
  await mark('after')
  leave()
  return heard.slice(heard.findIndex(({ table }) => table === 'before') + 1, -1)
}

const box = (change: MapChange | undefined) => {
  const positions = (change?.shapes ?? []).flatMap((shape) =>
    (shape as { coordinates: number[][][][] }).coordinates.flat(2),
  )
  const [xs, ys] = [positions.map(([x]) => x!), positions.map(([, y]) => y!)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

test('a change tells where it was and where it is, in metres of EPSG:3857', async ({ db, services }) => {
  const id = await anArea(db, { geometry: square(120, 30, 0.1) })
  const [change] = await announcedBy(services, () =>
    db.raw('update areas set geom = ST_Translate(geom, 1, 0) where id = ?', [id]),
  )
  expect(change?.table).toBe('areas')
  expect(change?.shapes).toHaveLength(2)
  expect(box(change)).toEqual([13_358_339, 3_503_550, 13_480_790, 3_516_410])
})

test('a change of many rows tells boxes, of very many one box, and emptying a table no place', async ({
  db,
  services,
}) => {
  const insert = (count: number) =>
    db.raw(`
      insert into areas (id, county_id, level, source, source_id, name, geom)
      select id, id, 'county', 'test', id::text, 'A', ST_Multi(ST_MakeEnvelope(100 + n * 0.01, 30, 100.005 + n * 0.01, 30.005, 4326))
      from (select gen_random_uuid() as id, n from generate_series(1, ${count}) n) many`)
  const [some] = await announcedBy(services, () => insert(50))
  expect(some?.shapes).toBeUndefined()
  expect(some?.boxes).toHaveLength(50)
  const [many] = await announcedBy(services, () => insert(500))
  expect(many?.boxes).toHaveLength(1)
  const [all] = await announcedBy(services, () => db.raw('truncate areas cascade'))
  expect(all).toEqual({ table: expect.any(String) })
})

test('what a transaction takes back is never announced', async ({ db, services }) => {
  const heard = await announcedBy(services, async () => {
    await db
      .transaction(async (trx) => {
        await anArea(trx, { geometry: square(10, 10, 1) })
        throw new Error('taken back')
      })
      .catch(() => {})
    await anArea(db, { geometry: square(120, 30, 0.1) })
  })
  expect(heard).toHaveLength(1)
  expect(box(heard[0])[0]).toBe(13_358_339)
})

test('a grid is announced for its plan, and as active only where the plan is; an activation for its community', async ({
  db,
  services,
}) => {
  const county = await anArea(db, { level: 'county' })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const net = await aNet(db, { county, community })
  await aUnit(db, { county, community, net })
  const plan = await aPlan(db, { county, nets: { [community]: net } })
  const [draft] = await announcedBy(services, () => aGrid(db, { county, community, plan }))
  expect(draft).toMatchObject({ table: 'grids', scopes: [plan] })
  const [activation] = await announcedBy(services, () => anActivation(db, { county, community, plan }))
  expect(activation?.table).toBe('plan_activations')
  expect(box(activation)).toEqual([13_358_339, 3_503_550, 13_369_471, 3_516_410])
  const [active] = await announcedBy(services, () => db.raw(`update grids set name = '新'`))
  expect(new Set(active?.scopes)).toEqual(new Set(['active', plan]))
})

test('a connection that is lost is noticed and made again; the embedded engine has none to lose', async ({
  services,
}) => {
  await vi.waitFor(() => expect(services.changes.isLive).toBe(true), 2000)
  if (services.engine === 'embedded') return
  const database = await openTestDatabase(inject('engine'))
  const states: boolean[] = []
  const feed = new ChangeFeed(database.listen)
  feed.subscribe({ changed: () => {}, interrupted: () => states.push(feed.isLive) })
  await feed.start()
  await vi.waitFor(() => expect(feed.isLive).toBe(true), 2000)
  await database.db.raw(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_notify%' or query like 'listen%'`,
  )
  await vi.waitFor(() => expect(states).toEqual([true, false, true]), 5000)
  await feed.stop()
  await database.close()
})
