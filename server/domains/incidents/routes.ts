import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listIncidents } from './queries.ts'
import { IncidentListQuery, IncidentListSchema } from './schemas.ts'
import '../../platform/services.ts'

export const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/incidents',
    {
      config: { access: { role: 'viewer', jurisdiction: 'area' } },
      schema: {
        operationId: 'listIncidents',
        summary: 'Incidents of the areas the caller may see',
        tags: ['incidents'],
        querystring: IncidentListQuery,
        response: { 200: IncidentListSchema, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const limit = request.query.limit ?? 100
      const found = await listIncidents(app.db, { ...request.query, limit }, request.principal.areaIds)
      const incidents = found.slice(0, limit)
      reply.header('cache-control', 'private, no-store')
      return { incidents, next: found.length > limit ? (incidents.at(-1)?.id ?? null) : null }
    },
  )
}
