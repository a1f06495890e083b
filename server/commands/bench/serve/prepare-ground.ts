import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueKey } from '../../../domains/identity/index.ts'
import type { Database } from '../../../platform/database.ts'
import { stopAsking } from './ask.ts'
import type { BenchScope } from './bench-scope.ts'
import type { OurServer } from './check-tiles.ts'
import { type Field, fieldOf } from './field.ts'
import { fillField } from './fill-field.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import type { ServeOptions } from './read-serve-options.ts'
import { startWangge } from './start-subjects.ts'

const CACHE_MEGABYTES = 512
const MAX_PROCESSES = 64

/** Everything that stands when the measuring begins. */
export type Ground = {
  scope: BenchScope
  db: Database
  databaseUrl: string
  folder: string
  field: Field
  /** Makes every tile anew. */
  uncached: OurServer
  /** Starts another that keeps its tiles. */
  startKept: () => Promise<OurServer>
}

/** Fills the database and starts our server. */
export async function prepareGround(
  options: ServeOptions,
  scope: BenchScope,
  tell: (line: string) => void,
): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  await scope.defer(() => rmSync(folder, { recursive: true, force: true }))
  const { db, databaseUrl } = await openBenchDatabase(scope, options.databaseUrl)
  const field = fieldOf(options.polygons, options.points)
  tell(`Filling: ${field.polygons} grids, ${field.points} incidents …`)
  await fillField(db, field)
  const key = { name: 'bench', role: 'viewer', areaIds: null, expiresAt: null } as const
  const { secret } = await issueKey(db, key, 'wangge bench')
  const headers = { authorization: `Bearer ${secret}` }
  await scope.defer(stopAsking)
  // As nginx has workers for all cores. Freshness counts the tiles that one process says it made.
  const processes = options.what === 'freshness' ? 1 : Math.min(availableParallelism(), MAX_PROCESSES)
  const start = async (cacheMegabytes: number) => ({
    origin: await startWangge(scope, { databaseUrl, folder, cacheMegabytes, processes }),
    headers,
  })
  const uncached = await start(0)
  return { scope, db, databaseUrl, folder, field, uncached, startKept: () => start(CACHE_MEGABYTES) }
}
