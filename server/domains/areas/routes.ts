import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../platform/errors.ts'
import { Id } from '../../platform/schemas.ts'
import { findArea, listAreas } from './queries.ts'
import { AreaListQuery, AreaListSchema, AreaSchema } from './schemas.ts'
import '../../platform/services.ts'

const viewer = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const problem = Type.Ref('Problem')

export const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/areas',
    {
      config: viewer,
      schema: {
        operationId: 'listAreas',
        summary: 'Administrative areas, by level or parent',
        tags: ['areas'],
        querystring: AreaListQuery,
        response: { 200: AreaListSchema, default: problem },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const found = await listAreas(app.db, { ...request.query, limit })
      const areas = found.slice(0, limit)
      return { areas, next: found.length > limit ? (areas.at(-1)?.id ?? null) : null }
    },
  )

  app.get(
    '/areas/:id',
    {
      config: viewer,
      schema: {
        operationId: 'getArea',
        summary: 'One administrative area',
        tags: ['areas'],
        params: Type.Object({ id: Id }),
        response: { 200: AreaSchema, default: problem },
      },
    },
    async (request) => {
      const area = await findArea(app.db, request.params.id)
      if (!area) throw notFound('area', request.params.id)
      return area
    },
  )
}
