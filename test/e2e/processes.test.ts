/** Several processes behind one port, over one PostgreSQL. */
import { spawnSync } from 'node:child_process'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Cluster, startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { type OpenDatabase, openDatabase } from '../../server/platform/database.ts'
import { aDataDirectory, type BuiltServer, startBuiltServer } from '../support/built-server.ts'

const FRESH_MILLISECONDS = 200

let cluster: Cluster
let database: OpenDatabase
let folder: ReturnType<typeof aDataDirectory>
beforeAll(async () => {
  cluster = await startCluster()
  database = await openDatabase({ databaseUrl: cluster.adminUrl })
  folder = aDataDirectory()
})
afterAll(async () => {
  await database.close()
  await cluster.stop()
  folder.remove()
})

test('two processes answer at one port, both with fresh tiles; one that is killed is replaced; a stop ends all', async () => {
  const server = await startBuiltServer(folder.path, {
    DATABASE_URL: cluster.adminUrl,
    WANGGE_PROCESSES: '2',
    WANGGE_DEMO: 'none',
    WANGGE_LOG_LEVEL: 'info',
  })
  onTestFinished(() => {
    server.process.kill('SIGKILL')
  })
  const two = await connectionsOf(server, 2)
  const cookies = await Promise.all(two.map(async ({ ask }) => (await ask('/')).headers['set-cookie']))
  expect(cookies[0]).toEqual(cookies[1])

  await database.db.raw(/* sql */ `
    insert into areas (id, county_id, level, source, source_id, name, geom)
    select id, id, 'county', 'test', '1', '一', st_multi(st_makeenvelope(110, 25, 120, 35, 4326)) from (select gen_random_uuid() as id) as made`)
  const tile = '/tiles/areas/0/0/0.mvt'
  for (const { ask } of two) expect((await ask(tile)).body).toContain('一')
  await database.db.raw(/* sql */ `update areas set name = '二'`)
  await new Promise((resolve) => setTimeout(resolve, FRESH_MILLISECONDS))
  for (const { ask } of two) expect((await ask(tile)).body).toContain('二')

  const pids = two.map(({ pid }) => pid)
  process.kill(pids[0]!, 'SIGKILL')
  await expect
    .poll(() => server.output(), { timeout: 10_000 })
    .toContain(`Process ${pids[0]} ended with SIGKILL`)
  expect((await fetch(`${server.address}/health/ready`)).status).toBe(200)
  const now = await connectionsOf(server, 2)
  expect(now.filter(({ pid }) => two.some((one) => one.pid === pid))).toHaveLength(1)

  for (const { pid } of now) process.kill(pid, 'SIGKILL')
  const last = await connectionsOf(server, 2)

  expect(await server.stop('SIGTERM')).toBe(0)
  expect(last.filter(({ pid }) => isAlive(pid))).toEqual([])
  expect(server.output().match(/→/g)).toHaveLength(1)
})

test('a first process that cannot listen ends all, and says why once', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    taken.close()
  })
  await expect.poll(() => taken.listening).toBe(true)
  const { port } = taken.address() as { port: number }
  const run = serveWith({ DATABASE_URL: cluster.adminUrl, WANGGE_PORT: String(port) })
  expect(run.status).toBe(1)
  expect(run.stderr.match(/in use by another program/g)).toHaveLength(1)
})

test('the embedded engine refuses to be several processes', () => {
  const run = serveWith({ DATABASE_URL: '' })
  expect(run.status).toBe(2)
  expect(run.stderr).toMatch(/WANGGE_PROCESSES is 2, but with the embedded engine one process holds/)
  expect(run.stderr).toContain('Set DATABASE_URL to a PostgreSQL server, or WANGGE_PROCESSES to 1.')
})

function serveWith(settings: Record<string, string>) {
  const env = { ...process.env, WANGGE_DATA_DIR: folder.path, WANGGE_DEMO: 'none', WANGGE_PROCESSES: '2' }
  return spawnSync(process.execPath, ['dist/server/commands/wangge.js', 'serve'], {
    env: { ...env, ...settings },
    encoding: 'utf8',
    timeout: 60_000,
  })
}

type Connection = { pid: number; ask: ReturnType<typeof connect> }

let lastVisit = 0

/** A kept connection to each of so many processes, told apart by the log, which names who was asked for what. */
async function connectionsOf(server: BuiltServer, processes: number): Promise<Connection[]> {
  const found = new Map<number, Connection>()
  const visit = async () => {
    const ask = connect(server.address)
    const path = `/visit-${++lastVisit}`
    // A process that is just being replaced hangs up.
    await ask(path).catch(() => undefined)
    const pid = Number(new RegExp(`"pid":(\\d+)[^\n]*"${path}"`).exec(server.output())?.[1])
    if (pid) found.set(pid, { pid, ask })
  }
  const visitAtOnce = async () => {
    // One after the other, the same process might be there first each time.
    await Promise.all(Array.from({ length: 16 }, visit))
    for (const pid of found.keys()) if (!isAlive(pid)) found.delete(pid)
    return found.size
  }
  await expect.poll(visitAtOnce, { timeout: 30_000, interval: 200 }).toBe(processes)
  return [...found.values()]
}

function connect(address: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return (path: string) =>
    new Promise<{ body: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const asked = request(`${address}${path}`, { agent }, async (answer) => {
        const chunks = await answer.toArray()
        resolve({ body: Buffer.concat(chunks).toString(), headers: answer.headers })
      })
      asked.once('error', reject).end()
    })
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
