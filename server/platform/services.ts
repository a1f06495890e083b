import type { ChangeFeed } from './change-feed.ts'
import type { Database } from './database.ts'
import type { JobRunner } from './jobs.ts'
import type { WorkerPool } from './worker-pool.ts'

/** What `app.ts` hands to every route; verbs take the parts they need as arguments. */
export type Services = {
  db: Database
  engine: 'embedded' | 'server'
  jobs: JobRunner
  /** What changes on the map; live only where it was started. */
  changes: ChangeFeed
  workers: WorkerPool
  /** Where uploads wait for their import. */
  dataDirectory: string
}

declare module 'fastify' {
  interface FastifyInstance extends Services {}
}
