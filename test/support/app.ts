/** `test` with the app over an empty database on the engine of this run. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, inject } from 'vitest'
import { buildApp, registerJobs } from '../../server/app.ts'
import { algorithmWorker } from '../../server/main.ts'
import { ChangeFeed } from '../../server/platform/change-feed.ts'
import { JobRunner } from '../../server/platform/jobs.ts'
import type { Services } from '../../server/platform/services.ts'
import { openWorkerPool } from '../../server/platform/worker-pool.ts'
import { emptyDatabase, openTestDatabase } from './engine.ts'

/** The worker's database and thread pool, opened once and kept for all its files. */
let opened: Promise<Omit<Services, 'jobs' | 'dataDirectory'> & { empty: () => Promise<void> }> | undefined

async function openOnce() {
  const database = await openTestDatabase(inject('engine'))
  const workers = openWorkerPool(algorithmWorker())
  const changes = new ChangeFeed(database.listen)
  await changes.start()
  return {
    db: database.db,
    engine: database.engine,
    workers,
    changes,
    empty: () => emptyDatabase(database),
  }
}

export const test = base
  .extend('services', async ({ task: _ }, { onCleanup }) => {
    opened ??= openOnce()
    const { empty, ...shared } = await opened
    await empty()
    // Uploads of one test are none of another's business.
    const dataDirectory = mkdtempSync(join(tmpdir(), 'wangge-test-'))
    const services: Services = { ...shared, dataDirectory, jobs: new JobRunner(shared.db) }
    registerJobs(services)
    onCleanup(async () => {
      await services.jobs.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    })
    return services
  })
  .extend('db', async ({ services }) => services.db)
  .extend('app', async ({ services }, { onCleanup }) => {
    const app = buildApp(services, {
      host: '127.0.0.1',
      allowedHosts: ['localhost'],
      timeZone: 'Asia/Shanghai',
      tileCacheMegabytes: 16,
      isReady: () => true,
    })
    onCleanup(() => app.close())
    await app.ready()
    return app
  })
