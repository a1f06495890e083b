import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound } from '../../platform/errors.ts'
import { communitiesInside, listFindings, listNets } from './queries.ts'
import {
  BuildUnitsBody,
  JobStartedSchema,
  NetFindingListSchema,
  NetFindingQuery,
  NetListQuery,
  NetListSchema,
} from './schemas.ts'
import '../../platform/services.ts'

const viewer = { access: { role: 'viewer', jurisdiction: 'area' } } as const
const planner = { access: { role: 'planner', jurisdiction: 'area' } } as const
const problem = Type.Ref('Problem')

export const routes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/units/nets',
    {
      config: viewer,
      schema: {
        operationId: 'listNets',
        summary: 'The current nets of units, one for each community',
        tags: ['units'],
        querystring: NetListQuery,
        response: { 200: NetListSchema, default: problem },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const found = await listNets(app.db, request.principal.areaIds, { ...request.query, limit })
      const nets = found.slice(0, limit)
      return { nets, next: found.length > limit ? (nets.at(-1)?.id ?? null) : null }
    },
  )

  app.get(
    '/units/findings',
    {
      config: viewer,
      schema: {
        operationId: 'listNetFindings',
        summary: 'What looks wrong in the net of a community: straddling buildings, overlaps, gaps',
        tags: ['units'],
        querystring: NetFindingQuery,
        response: { 200: NetFindingListSchema, default: problem },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const found = await listFindings(app.db, request.principal.areaIds, { ...request.query, limit })
      const findings = found.slice(0, limit)
      return { findings, next: found.length > limit ? (findings.at(-1)?.ordinal ?? null) : null }
    },
  )

  app.post(
    '/units/build',
    {
      config: planner,
      schema: {
        operationId: 'buildUnits',
        summary: 'Make the units of communities from barriers, borders and buildings: a job',
        tags: ['units'],
        body: BuildUnitsBody,
        response: { 202: JobStartedSchema, default: problem },
      },
    },
    async (request, reply) => {
      const { communities, settings } = request.body
      const { areaIds, name } = request.principal
      const communityIds = await communitiesInside(app.db, areaIds, communities)
      const missing = communities?.find((id) => !communityIds.includes(id))
      if (missing) throw notFound('community', missing)
      const isAll = communities === undefined && areaIds === null
      const input = {
        ...(isAll ? {} : { communityIds }),
        ...(settings ? { settings } : {}),
        replaceReady: communities !== undefined,
        actor: name,
      }
      return reply.code(202).send({ job: await app.jobs.enqueue('units.build', input, name) })
    },
  )
}
