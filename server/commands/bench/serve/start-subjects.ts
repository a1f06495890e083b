import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadArguments, threadEntry } from '../../../platform/thread-entry.ts'
import { freePort } from '../free-port.ts'
import type { BenchScope } from './bench-scope.ts'
import { nginxConfiguration } from './nginx-configuration.ts'

/** A Host name nobody sends: so every request needs its key, though all is on loopback. */
const NO_HOST = 'nobody.invalid'

type OurSettings = { databaseUrl: string; folder: string; cacheMegabytes: number; processes: number }

/** Starts `wangge serve` as its user would; every request needs a key. @returns its origin */
export async function startWangge(
  scope: BenchScope,
  { databaseUrl, folder, cacheMegabytes, processes }: OurSettings,
): Promise<string> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const settings = {
    DATABASE_URL: databaseUrl,
    WANGGE_HOST: '127.0.0.1',
    WANGGE_PORT: String(port),
    WANGGE_DATA_DIR: join(folder, `wangge-${port}`),
    WANGGE_PROCESSES: String(processes),
    WANGGE_DEMO: 'none',
    WANGGE_LOG_LEVEL: 'warn',
    WANGGE_ALLOWED_HOSTS: NO_HOST,
    WANGGE_TILE_CACHE_MB: String(cacheMegabytes),
  }
  const program = [process.execPath, ...process.execArgv, process.argv[1]!, 'serve']
  await scope.start(program, settings, `${origin}/health/ready`)
  return origin
}

export async function startPlainRoute(scope: BenchScope, databaseUrl: string): Promise<string> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const script = threadEntry('plain-route', import.meta.url).pathname
  const program = [process.execPath, ...threadArguments(import.meta.url), script, databaseUrl, String(port)]
  await scope.start(program, {}, `${origin}/health`)
  return origin
}

/** @param folder holds the files to serve in `plain/` and `gzip/` */
export async function startNginx(scope: BenchScope, nginx: string, folder: string): Promise<string> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const configurationPath = join(folder, 'nginx.conf')
  writeFileSync(configurationPath, nginxConfiguration(folder, port))
  mkdirSync(join(folder, 'temporary'))
  // Started by root its workers are nobody, and a temporary folder is its owner's alone.
  chmodSync(folder, 0o755)
  await scope.start([nginx, '-e', 'stderr', '-p', folder, '-c', configurationPath], {}, `${origin}/health`)
  return origin
}
