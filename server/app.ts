/** The table of contents: what the server is made of, in the order it is put together. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance } from 'fastify'
import * as areas from './domains/areas/index.ts'
import * as features from './domains/features/index.ts'
import * as identity from './domains/identity/index.ts'
import * as imports from './domains/imports/index.ts'
import * as incidents from './domains/incidents/index.ts'
import * as plans from './domains/plans/index.ts'
import * as tiles from './domains/tiles/index.ts'
import * as units from './domains/units/index.ts'
import * as workers from './domains/workers/index.ts'
import { access } from './platform/access.ts'
import { ChangeFeed } from './platform/change-feed.ts'
import { crossOrigin } from './platform/cross-origin.ts'
import { unconnectedDatabase } from './platform/database.ts'
import { healthRoutes } from './platform/health-routes.ts'
import { jobRoutes } from './platform/job-routes.ts'
import { JobRunner } from './platform/jobs.ts'
import type { Layer } from './platform/layers.ts'
import { loggerOptions } from './platform/logging.ts'
import { metricsRoutes } from './platform/metrics-routes.ts'
import { answerProblem, answerUnreadable, problemDetails } from './platform/problem-details.ts'
import { PROJECT_ROOT } from './platform/project-root.ts'
import { securityHeaders } from './platform/security-headers.ts'
import type { Services } from './platform/services.ts'
import { shortcuts } from './platform/shortcut.ts'
import { strictJson } from './platform/strict-json.ts'
import { viewerFiles } from './platform/viewer-files.ts'

export type AppOptions = {
  logger?: { level: string; stream?: NodeJS.WritableStream }
  host: string
  allowedHosts: readonly string[]
  /** Where effective days begin. */
  timeZone: string
  /** Whether a proxy in front says under which address it is seen; without one nobody may. */
  trustProxy?: boolean
  /** Whose pages, of other origins, may read; `*`: anybody's. */
  origins?: readonly string[]
  /** How much room kept tiles may take; 0 keeps none. */
  tileCacheMegabytes: number
  /** The page's session, where processes share a port and so must share it. */
  sessionSecret?: string | undefined
  /** Ready = migrated, the demo (if any) loaded and published. */
  isReady: () => boolean
}

/** Every layer of every domain, in drawing order. */
export const layers: readonly Layer[] = [
  ...areas.layers,
  ...units.layers,
  ...plans.layers,
  ...workers.layers,
  ...incidents.layers,
]

/** What the domains do in the background. */
export function registerJobs(services: Services): void {
  units.registerJobs(services)
  plans.registerJobs(services)
  imports.registerJobs(services)
}

export function buildApp(services: Services, options: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: options.logger ? loggerOptions(options.logger) : false,
    bodyLimit: 8 * 1024 * 1024,
    // The last hop only: what came before it is hearsay.
    trustProxy: options.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: answerProblem,
    clientErrorHandler: answerUnreadable,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, strictNumbers: true } },
  })
  for (const [name, service] of Object.entries(services)) app.decorate(name, service as never)

  const origins = options.origins ?? []
  app.register(cookie)
  app.register(securityHeaders)
  app.register(crossOrigin, { allowed: origins })
  app.register(problemDetails)
  app.register(strictJson)
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'wangge',
        version: '1',
        description: 'Grid governance: areas, units, plans, grids, locating, tiles.',
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) =>
        typeof json.$id === 'string' ? json.$id : `def-${i}`,
    },
  })
  const local = { loopback: options, session: new identity.PageSession(options.sessionSecret) }
  app.register(identity.pageSessionRoutes, local)
  const principals = identity.resolvePrincipal(services, local)
  app.register(shortcuts, { prefix: '/tiles/', knownPrincipal: principals.known, origins })
  app.register(access, {
    resolve: principals.resolve,
    openPrefixes: ['/api/docs', '/assets/', '/*', '/api/openapi.json'],
  })
  app.register(swaggerUi, { routePrefix: '/api/docs' })

  app.register(healthRoutes, { isReady: options.isReady })
  app.register(metricsRoutes)
  app.register(
    async (api) => {
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
      api.register(jobRoutes)
      api.register(areas.routes)
      api.register(units.routes)
      api.register(workers.routes)
      api.register(plans.routes, { timeZone: options.timeZone })
      api.register(plans.locateRoutes)
      api.register(incidents.routes)
      api.register(imports.routes)
    },
    { prefix: '/api' },
  )
  app.register(features.routes, {
    layers,
    ground: () => areas.groundOf(services.db),
    timeZone: options.timeZone,
    moreConformance: tiles.TILES_CONFORMANCE,
  })
  app.register(tiles.routes, {
    layers,
    planLayer: (plan) => plans.planLayer(services.db, plan),
    ground: () => areas.groundOf(services.db),
    cacheMegabytes: options.tileCacheMegabytes,
  })

  const viewer = join(PROJECT_ROOT, 'dist/web')
  if (existsSync(viewer)) app.register(viewerFiles, { root: viewer })
  return app
}

/** The API contract, without a database: what `web/api/openapi.json` holds. */
export async function buildContract(): Promise<object> {
  const db = unconnectedDatabase()
  const nothing = { run: () => Promise.reject(new Error('not connected')), close: async () => {} }
  const app = buildApp(
    {
      db,
      engine: 'server',
      jobs: new JobRunner(db),
      changes: new ChangeFeed(async () => async () => {}),
      workers: nothing,
      dataDirectory: '.wangge',
    },
    {
      host: '127.0.0.1',
      allowedHosts: [],
      timeZone: 'Asia/Shanghai',
      tileCacheMegabytes: 0,
      isReady: () => false,
    },
  )
  await app.ready()
  return app.swagger()
}
