import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError, invalidRequest } from '../../platform/errors.ts'
import { locate } from './locate.ts'
import { LocateBatch, LocatedSchema, LocateQuery, LocateResults } from './locate-schemas.ts'
import '../../platform/services.ts'

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const tags = ['locate']
const problem = Type.Ref('Problem')

const MOST_POINTS = 50_000

export const locateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/locate',
    {
      config,
      schema: {
        operationId: 'locatePoint',
        summary: 'Where a point belongs: its areas, unit and grid',
        tags,
        querystring: LocateQuery,
        response: { 200: LocatedSchema, default: problem },
      },
    },
    async (request) => {
      const { lon, lat, crs, at } = request.query
      const [result] = await locate(app.db, { positions: [[lon, lat]], crs, at: momentOf(at) })
      if (!result || 'error' in result)
        throw invalidRequest('querystring/lon', result?.error.detail ?? 'No point.')
      return result
    },
  )

  app.post(
    '/locate',
    {
      config,
      schema: {
        operationId: 'locatePoints',
        summary: 'Where many points belong, in the order of the request',
        tags,
        body: LocateBatch,
        response: { 200: LocateResults, default: problem },
      },
    },
    async (request, reply) => {
      const positions = positionsOf(request.body)
      const results = await locate(app.db, {
        positions,
        crs: crsNameOf(request.body.crs),
        at: momentOf(request.body.at),
      })
      // Written here: checking every row against both shapes of the schema would cost more than finding it.
      return reply.type('application/json').send(Buffer.from(JSON.stringify({ results })))
    },
  )
}

function momentOf(text: string | undefined): Date {
  if (text === undefined) return new Date()
  const at = new Date(text)
  if (!(at.getUTCFullYear() >= 1))
    throw invalidRequest('at', `"${text}" is not a moment that can be asked for.`)
  return at
}

function positionsOf({ points, type, features }: LocateBatch): readonly unknown[] {
  const isCollection = type === 'FeatureCollection' && features !== undefined
  if ((points !== undefined) === isCollection)
    throw invalidRequest('body', 'Send either {"points": [[lon, lat], …]} or a GeoJSON FeatureCollection.')
  const positions = points ?? (features ?? []).map(pointOf)
  if (positions.length > MOST_POINTS)
    throw new DomainError(
      'too-large',
      `${positions.length} points were sent; at most ${MOST_POINTS} are read at once.`,
      { field: points ? 'body/points' : 'body/features', remedy: 'Send them in several requests.' },
    )
  return positions
}

/** The position of a GeoJSON Point feature, or undefined, which is no position. */
function pointOf(feature: unknown): unknown {
  const { geometry } = (feature ?? {}) as { geometry?: { type?: unknown; coordinates?: unknown } | null }
  return geometry?.type === 'Point' ? geometry.coordinates : undefined
}

/** Our `crs`, or the member that GeoJSON had before RFC 7946. */
function crsNameOf(crs: LocateBatch['crs']): string | undefined {
  if (crs === undefined || typeof crs === 'string') return crs
  const { properties } = crs as { properties?: { name?: unknown } }
  if (typeof properties?.name === 'string') return properties.name
  throw invalidRequest('body/crs', 'The crs has no properties.name.')
}
