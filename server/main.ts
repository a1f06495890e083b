/** The process: config → database → app → listen → close. */
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { buildApp, registerJobs } from './app.ts'
import type { Config } from './config.ts'
import { ChangeFeed } from './platform/change-feed.ts'
import { type OpenDatabase, openDatabase } from './platform/database.ts'
import { DomainError } from './platform/errors.ts'
import { JobRunner } from './platform/jobs.ts'
import { migrateUp } from './platform/migrations.ts'
import type { Services } from './platform/services.ts'
import { threadEntry } from './platform/thread-entry.ts'
import { openWorkerPool } from './platform/worker-pool.ts'

/** The services every command and the server itself work with: migrated, nothing listening yet. */
export async function openServices(
  config: Config,
): Promise<{ services: Services; database: OpenDatabase; close: () => Promise<void> }> {
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDirectory: config.WANGGE_DATA_DIR,
  })
  await migrateUp(database.db)
  const workers = openWorkerPool(algorithmWorker())
  const services: Services = {
    db: database.db,
    engine: database.engine,
    jobs: new JobRunner(database.db),
    changes: new ChangeFeed(database.listen),
    workers,
    dataDirectory: config.WANGGE_DATA_DIR,
  }
  registerJobs(services)
  const close = async () => {
    await services.jobs.stop()
    await services.changes.stop()
    await workers.close()
    await database.close()
  }
  return { services, database, close }
}

/** How long requests under way may take to end; then the process goes without them. */
export const STOP_MILLISECONDS = 10_000
/** By which people, terminals and service managers ask for the end, often of all processes at once. */
export const STOP_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/** The module that worker threads run. */
export const algorithmWorker = () => threadEntry('algorithms/worker', import.meta.url)

type ServeOptions = {
  /** Runs after the port is open (the demo of a first start); then the server is ready. */
  prepare?: (services: Services, address: string) => Promise<void>
  /** Of processes that share the port. */
  sessionSecret?: string
  /** Ends the server when it settles; signals then are somebody else's to hear. */
  stopped?: Promise<void>
}

/** Serves until a signal. */
export async function serve(
  config: Config,
  { prepare = async () => {}, sessionSecret, stopped }: ServeOptions = {},
): Promise<{ address: string; close: () => Promise<void> }> {
  const { services, close } = await openServices(config)
  let isReady = false
  const app = buildApp(services, {
    logger: { level: config.WANGGE_LOG_LEVEL },
    host: config.WANGGE_HOST,
    allowedHosts: config.WANGGE_ALLOWED_HOSTS.split(',').map((host) => host.trim()),
    timeZone: config.WANGGE_TIME_ZONE,
    trustProxy: config.WANGGE_TRUST_PROXY,
    origins: config.WANGGE_CORS_ORIGINS.split(',').flatMap((origin) => origin.trim() || []),
    tileCacheMegabytes: config.WANGGE_TILE_CACHE_MB,
    sessionSecret,
    isReady: () => isReady,
  })
  app.addHook('onClose', close)
  const graceful = closeWithGrace(
    { delay: STOP_MILLISECONDS, skip: stopped ? [...STOP_SIGNALS] : [] },
    async ({ err }) => {
      if (err) app.log.error(err)
      await app.close()
    },
  )
  void stopped?.then(graceful.close)
  try {
    await services.changes.start()
    const address = await listen(app, config)
    await services.jobs.start({ all: services.engine === 'embedded' })
    await prepare(services, address)
    isReady = true
    return { address, close: () => app.close() }
  } catch (error) {
    // A server that cannot start must end, and not with 0, or nobody would start it again.
    graceful.uninstall()
    await app.close()
    throw error
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  const { WANGGE_HOST: host, WANGGE_PORT: port } = config
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new DomainError(
      'unavailable',
      code === 'EADDRINUSE'
        ? `Port ${port} of ${host} is in use by another program.`
        : `Nothing can listen at ${host}:${port}: ${message}.`,
      { remedy: 'Set WANGGE_PORT (0 = any free one) or WANGGE_HOST.' },
    )
  }
}
