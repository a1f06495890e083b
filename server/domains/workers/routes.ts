import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listWorkers } from './queries.ts'
import { WorkerListQuery, WorkerListSchema } from './schemas.ts'
import '../../platform/services.ts'

export const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/workers',
    {
      config: { access: { role: 'viewer', jurisdiction: 'area' } },
      schema: {
        operationId: 'listWorkers',
        summary: 'Workers of the areas the caller may see',
        tags: ['workers'],
        querystring: WorkerListQuery,
        response: { 200: WorkerListSchema, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const limit = request.query.limit ?? 100
      const found = await listWorkers(app.db, { ...request.query, limit }, request.principal.areaIds)
      const workers = found.slice(0, limit)
      reply.header('cache-control', 'private, no-store')
      return { workers, next: found.length > limit ? (workers.at(-1)?.id ?? null) : null }
    },
  )
}
