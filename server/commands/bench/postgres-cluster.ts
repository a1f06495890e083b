/** A throwaway PostgreSQL cluster for a bench or a test run: on loopback, in a temporary folder, gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type Cluster = { adminUrl: string; stop: () => Promise<void> }

/** Starts a cluster as an ordinary user (PostgreSQL refuses to run as root). */
export async function startCluster(): Promise<Cluster> {
  const bin = postgresBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'wangge-postgres-'))
  const user = process.getuid?.() === 0 ? postgresUser() : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  const port = await freePort()
  const data = join(folder, 'data')
  const as = { ...user, cwd: folder }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'wangge', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...as,
    stdio: 'pipe',
  })
  const settings = {
    fsync: 'off',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: '200',
  }
  const words = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...words], {
    ...as,
    stdio: 'ignore',
  })
  const stop = async () => {
    await ended(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await waitUntilReady(bin, port)
  } catch (error) {
    await stop()
    throw error
  }
  return { adminUrl: `postgres://wangge@127.0.0.1:${port}/postgres`, stop }
}

/** The folder of the newest PostgreSQL ≥ 15 that has PostGIS. */
export function postgresBinaries(): string {
  const root = '/usr/lib/postgresql'
  const hasPostgis = (version: string) =>
    existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
  const installed = existsSync(root) ? readdirSync(root) : []
  const versions = installed.filter((version) => Number(version) >= 15 && hasPostgis(version))
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (!newest) throw new Error('PostgreSQL ≥ 15 with PostGIS is not installed; run: bash .ci/provide-tools')
  return join(root, newest, 'bin')
}

function postgresUser() {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function ended(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGQUIT')
  await gone
}

async function waitUntilReady(bin: string, port: number) {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('PostgreSQL did not start within 10 s.')
}
