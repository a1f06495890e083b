/** Both engines opened inside one test run, for tests on real data that compare them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerJobs } from '../../server/app.ts'
import { startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { algorithmWorker } from '../../server/main.ts'
import { ChangeFeed } from '../../server/platform/change-feed.ts'
import { type OpenDatabase, openDatabase } from '../../server/platform/database.ts'
import { JobRunner } from '../../server/platform/jobs.ts'
import { migrateUp } from '../../server/platform/migrations.ts'
import type { Services } from '../../server/platform/services.ts'
import { openWorkerPool } from '../../server/platform/worker-pool.ts'

export type OpenEngine = { services: Services; close: () => Promise<void> }

export const ENGINES = ['server', 'embedded'] as const

/** A migrated, empty database on one engine, with everything verbs need. */
export async function openEngine(engine: (typeof ENGINES)[number]): Promise<OpenEngine> {
  const cluster = engine === 'server' ? await startCluster() : undefined
  const database: OpenDatabase = await openDatabase(cluster ? { databaseUrl: cluster.adminUrl } : {})
  await migrateUp(database.db)
  const workers = openWorkerPool(algorithmWorker())
  const dataDirectory = mkdtempSync(join(tmpdir(), 'wangge-real-'))
  const services: Services = {
    db: database.db,
    engine: database.engine,
    jobs: new JobRunner(database.db),
    changes: new ChangeFeed(database.listen),
    workers,
    dataDirectory,
  }
  registerJobs(services)
  const close = async () => {
    await services.jobs.stop()
    await services.changes.stop()
    await workers.close()
    await database.close()
    await cluster?.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
  return { services, close }
}

/** The folder of real data; missing data fails, it never skips. */
export function realData(path: string): string {
  const folder = process.env.WANGGE_TEST_DATA
  if (!folder) throw new Error('WANGGE_TEST_DATA must name the folder of real data.')
  return join(folder, path)
}
