/** `wangge bench serve` as its user calls it: what it measures is the same work, by whomever it is done. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { BEST_SETTINGS, bestTileSql, POLYGONS } from '../../server/commands/bench/serve/bare-sql.ts'
import { fieldOf } from '../../server/commands/bench/serve/field.ts'
import { findTools } from '../../server/commands/bench/serve/required-tools.ts'
import { pgbenchScript, runPgbench } from '../../server/commands/bench/serve/run-pgbench.ts'
import { chooseTiles } from '../../server/commands/bench/serve/tile-addresses.ts'

let cluster: Cluster
let folder: string
beforeAll(async () => {
  cluster = await startCluster()
  folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
})
afterAll(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true })
})

function bench(words: string[], environment: NodeJS.ProcessEnv = {}) {
  const program = ['--import', 'tsx', 'server/commands/wangge.ts', 'bench', 'serve']
  return spawnSync(process.execPath, [...program, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
}

test('the best SQL and our server return the same features', () => {
  const run = bench(['--check', '--polygons', '400', '--points', '5000', '--database', cluster.adminUrl])
  expect(run).toMatchObject({ status: 0 })
  expect(run.stderr).toContain('The best SQL and we return the same features.')
})

test('a database with something in it is left alone', () => {
  const run = bench(['--check', '--database', cluster.adminUrl])
  expect(run.status).toBe(2)
  expect(run.stderr).toMatch(/The database postgres has \d+ tables or views; the bench fills an empty one\./)
})

test('pgbench makes tiles by the best SQL', async () => {
  const tiles = chooseTiles(fieldOf(400, 5000).box, 14)
  const perSecond = await runPgbench(
    findTools().pgbench,
    {
      script: pgbenchScript(tiles, (words) => bestTileSql(POLYGONS, words)),
      scriptPath: join(folder, 'pgbench.sql'),
      mode: 'prepared',
      databaseUrl: cluster.adminUrl,
      settings: BEST_SETTINGS,
    },
    { connections: 2, seconds: 1 },
  )
  expect(perSecond).toBeGreaterThan(0)
})

test('what is missing is named with the command that installs it', () => {
  const run = bench([], { PATH: folder })
  expect(run.status).toBe(1)
  expect(run.stderr).toMatch(/The bench needs .*wrk.*\n.*apt-get install .*wrk/)
})
