import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Type } from 'typebox'
import { rows } from './database.ts'
import './services.ts'

/** One process has one set of these, however many apps a test builds. */
const processMetrics = new Registry()
let isCollecting = false

declare module 'fastify' {
  interface FastifyInstance {
    /** Where a domain counts what it does. */
    metrics: Registry
  }
}

/** For Prometheus: the process, how long requests take, what jobs there are. */
export const metricsRoutes = fp(async (app: FastifyInstance) => {
  const registry = new Registry()
  app.decorate('metrics', registry)
  const durations = new Histogram({
    name: 'wangge_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const jobs = new Gauge({
    name: 'wangge_jobs',
    help: 'Jobs by kind and state.',
    labelNames: ['kind', 'state'],
    registers: [registry],
  })

  app.addHook('onResponse', async (request, reply) => {
    // The pattern, not the address: ids would make a series each.
    const route = request.routeOptions.url ?? 'none'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  app.get(
    '/metrics',
    {
      config: { access: { role: 'viewer', jurisdiction: 'public' } },
      schema: {
        operationId: 'getMetrics',
        summary: 'Metrics in the text format of Prometheus',
        tags: ['operations'],
        produces: ['text/plain'],
        response: { 200: Type.String(), default: Type.Ref('Problem') },
      },
    },
    async (_request, reply) => {
      if (!isCollecting) collectDefaultMetrics({ register: processMetrics })
      isCollecting = true
      jobs.reset()
      for (const { kind, state, count } of await countJobs(app)) jobs.set({ kind, state }, count)
      reply.type(registry.contentType)
      return `${await processMetrics.metrics()}\n${await registry.metrics()}`
    },
  )
})

/** One row a kind and state of jobs. */
const countJobs = (app: FastifyInstance) =>
  rows<{ kind: string; state: string; count: number }>(
    app.db,
    /* sql */ `select kind, state, count(*) as count from jobs group by kind, state`,
  )
