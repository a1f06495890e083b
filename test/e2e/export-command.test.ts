/** `wangge export` as an operator uses it, against a PostGIS of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { takeLock } from '../../server/platform/lock-file.ts'
import { migrateUp } from '../../server/platform/migrations.ts'
import { aGrid, aNet, anActivation, anArea, aPlan, square } from '../support/builders.ts'

let cluster: Cluster
let plan: string
const folder = mkdtempSync(join(tmpdir(), 'wangge-export-'))
beforeAll(async () => {
  cluster = await startCluster()
  const { db, close } = await openDatabase({ databaseUrl: cluster.adminUrl })
  await migrateUp(db)
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  const net = await aNet(db, { county, community })
  plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  await aGrid(db, { county, community, plan, code: '001', geometry: square(120, 30, 0.01) })
  await anActivation(db, { county, community, plan })
  await close()
})
afterAll(async () => {
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function exported(args: string[], settings: Record<string, string> = { DATABASE_URL: cluster.adminUrl }) {
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/commands/wangge.ts', 'export', ...args],
    { env: { ...process.env, ...settings }, encoding: 'utf8' },
  )
  return { status: run.status, out: run.stdout, err: run.stderr }
}

test('what holds now and a plan of its own are written, and the figures are those of the file', () => {
  const path = join(folder, 'now.pmtiles')
  const now = exported(['--pmtiles', path, '--max-zoom', '12'])
  expect(now, now.err).toMatchObject({ status: 0, err: '' })
  expect(now.out).toMatch(
    new RegExp(`^${path}: \\d+ tiles of zooms 8 to 12, \\d+ different ones, ${statSync(path).size} bytes\n$`),
  )
  expect(readFileSync(path).subarray(0, 8).toString()).toBe('PMTiles\u0003')

  const own = join(folder, 'plan.pmtiles')
  const report = exported(['--pmtiles', own, '--plan', plan, '--layers', 'areas,grids', '--json'])
  expect(report, report.err).toMatchObject({ status: 0, err: '' })
  expect(JSON.parse(report.out)).toMatchObject({
    path: own,
    plan,
    minZoom: 0,
    maxZoom: 16,
    bytes: statSync(own).size,
  })
  expect(readdirSync(folder).toSorted()).toEqual(['now.pmtiles', 'plan.pmtiles'])
})

test('a file that is there is replaced only by force', () => {
  const path = join(folder, 'there.pmtiles')
  writeFileSync(path, 'mine')
  const refused = exported(['--pmtiles', path])
  expect(refused.status).toBe(2)
  expect(refused.err).toContain('is there already')
  expect(refused.err).toContain('--force')
  expect(readFileSync(path, 'utf8')).toBe('mine')
  expect(exported(['--pmtiles', path, '--force', '--max-zoom', '8']).status).toBe(0)
  expect(readFileSync(path).subarray(0, 7).toString()).toBe('PMTiles')
})

test('bad input is named and exits with 2', () => {
  const path = join(folder, 'bad.pmtiles')
  const said = (...args: string[]) => {
    const { status, err } = exported(['--pmtiles', path, ...args])
    expect(status, err).toBe(2)
    return err
  }
  const nowhere = '01900000-0000-7000-8000-000000000000'
  expect(said('--plan', 'x')).toContain('neither "active" nor the id of a plan')
  expect(said('--plan', nowhere)).toContain(`No plan ${nowhere}.`)
  expect(said('--plan', plan, '--layers', 'areas')).toContain('must name grids')
  expect(said('--layers', 'nonsense')).toContain('There are areas, communities')
  expect(said('--layers', 'micro-grids')).toContain('There is nothing in micro-grids.')
  expect(said('--max-zoom', '99')).toContain('0 to 22')
  expect(said('--max-zoom', '3')).toContain('zooms 8 to 16')
  expect(existsSync(path)).toBe(false)
})

test('a data directory in use is left alone, and its process named', () => {
  const data = join(folder, 'data')
  const release = takeLock(data)
  try {
    const { status, err } = exported(['--pmtiles', join(folder, 'x.pmtiles')], {
      DATABASE_URL: '',
      WANGGE_DATA_DIR: data,
    })
    expect(status).toBe(1)
    expect(err).toContain(`process ${process.pid}`)
  } finally {
    release()
  }
})
