/** `wangge key` as an operator uses it, against a PostGIS of its own. */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../server/commands/bench/postgres-cluster.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

function wangge(...args: string[]) {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'server/commands/wangge.ts', ...args], {
    env: { ...process.env, DATABASE_URL: cluster.adminUrl },
    encoding: 'utf8',
  })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

test('a key is made, its secret shown once, listed without it, and revoked', () => {
  const created = wangge('key', 'create', '--name', '数据中心', '--role', 'planner', '--days', '30', '--json')
  expect(created.status, created.err).toBe(0)
  const { id, secret, expiresAt } = JSON.parse(created.out)
  expect(secret).toMatch(/^wgk_/)
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000)

  const listed = wangge('key', 'list')
  expect(listed.out).toMatch(
    new RegExp(`^${id}  valid +planner +数据中心  everywhere  until ${expiresAt}\n$`),
  )
  expect(listed.out).not.toContain(secret)

  expect(wangge('key', 'revoke', id).out).toContain(`${id}  revoked`)
  expect(JSON.parse(wangge('key', 'list', '--json').out).keys).toMatchObject([{ id, state: 'revoked' }])
})

test('bad input is named and exits with 2', () => {
  const nowhere = '01900000-0000-7000-8000-000000000000'
  expect(wangge('key', 'revoke', nowhere)).toMatchObject({
    status: 2,
    err: expect.stringContaining(`No API key ${nowhere}.`),
  })
  expect(wangge('key', 'revoke', 'x')).toMatchObject({
    status: 2,
    err: expect.stringContaining('x is no UUID'),
  })
  expect(wangge('key', 'create', '--name', 'a', '--area', nowhere)).toMatchObject({
    status: 2,
    err: expect.stringContaining(`no area ${nowhere}`),
  })
  expect(wangge('key', 'create', '--name', 'a', '--role', 'king')).toMatchObject({
    status: 2,
    err: expect.stringContaining('Allowed choices are viewer, reporter'),
  })
})
