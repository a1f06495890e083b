import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DomainError, notFound } from '../../platform/errors.ts'
import { Id } from '../../platform/schemas.ts'
import { assertInside } from '../identity/index.ts'
import { createPlan } from './create-plan.ts'
import type { BalanceJob } from './jobs.ts'
import { publishPlan } from './publish-plan.ts'
import { communitiesOfPlan, findBalanceJob, findPlan, listGridFeatures, listPlans } from './queries.ts'
import {
  BalanceSchema,
  CreatePlanSchema,
  GridCollection,
  GridListQuery,
  JobAccepted,
  PlanListQuery,
  PlanListSchema,
  PlanSchema,
  PublishSchema,
} from './schemas.ts'
import '../../platform/services.ts'

const reads = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const plans = { access: { role: 'planner', jurisdiction: 'area' } } as const
const tags = ['plans']
const problem = Type.Ref('Problem')
const params = Type.Object({ id: Id })

const etagOf = (plan: { id: string; revision: number }) => `"${plan.id}:${plan.revision}"`

/** Refuses a write against a plan that has changed since it was read; without If-Match nothing is asked. */
function refuseStale(plan: { id: string; revision: number }, ifMatch: string | undefined) {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(plan))
    throw new DomainError('stale', `The plan is at ${etagOf(plan)}, the request at ${ifMatch}.`, {
      remedy: 'Read the plan again.',
    })
}

export const routes: FastifyPluginAsyncTypebox<{ timeZone: string }> = async (app, { timeZone }) => {
  const readPlan = async (id: string) => {
    const plan = await findPlan(app.db, id)
    if (!plan) throw notFound('plan', id)
    return plan
  }
  const communityIds = async (planId: string) =>
    (await communitiesOfPlan(app.db, planId)).map((community) => community.id)

  app.get(
    '/plans',
    {
      config: reads,
      schema: {
        operationId: 'listPlans',
        summary: 'Plans, newest first',
        tags,
        querystring: PlanListQuery,
        response: { 200: PlanListSchema, default: problem },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const found = await listPlans(app.db, { ...request.query, limit })
      const page = found.slice(0, limit)
      return { plans: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
    },
  )

  app.post(
    '/plans',
    {
      config: plans,
      schema: {
        operationId: 'createPlan',
        summary: 'A new empty draft over the communities of some areas',
        tags,
        body: CreatePlanSchema,
        response: { 201: PlanSchema, default: problem },
      },
    },
    async (request, reply) => {
      await assertInside(app.db, request.principal, request.body.areas)
      const plan = await createPlan(app.db, request.body, request.principal.name)
      return reply
        .code(201)
        .header('location', `/api/plans/${plan.id}`)
        .header('etag', etagOf(plan))
        .send(plan)
    },
  )

  app.get(
    '/plans/:id',
    {
      config: reads,
      schema: {
        operationId: 'getPlan',
        summary: 'One plan with its totals',
        tags,
        params,
        response: { 200: PlanSchema, default: problem },
      },
    },
    async (request, reply) => {
      const plan = await readPlan(request.params.id)
      return reply.header('etag', etagOf(plan)).send(plan)
    },
  )

  app.get(
    '/plans/:id/grids',
    {
      config: reads,
      schema: {
        operationId: 'listPlanGrids',
        summary: "A plan's grids as GeoJSON",
        tags,
        params,
        querystring: GridListQuery,
        response: { 200: GridCollection, default: problem },
      },
    },
    async (request, reply) => {
      const plan = await readPlan(request.params.id)
      const limit = request.query.limit ?? 1000
      const found = await listGridFeatures(app.db, plan.id, { ...request.query, limit })
      const page = found.slice(0, limit)
      return reply.type('application/geo+json').send({
        type: 'FeatureCollection',
        features: page.map((grid) => ({ type: 'Feature' as const, ...grid })),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      } as never)
    },
  )

  app.post(
    '/plans/:id/balance',
    {
      config: plans,
      schema: {
        operationId: 'balancePlan',
        summary: 'Divide a draft into balanced grids (a job)',
        tags,
        params,
        body: BalanceSchema,
        response: { 202: JobAccepted, default: problem },
      },
    },
    async (request, reply) => {
      const plan = await readPlan(request.params.id)
      await assertInside(app.db, request.principal, request.body.communities ?? (await communityIds(plan.id)))
      refuseStale(plan, request.headers['if-match'])
      if (plan.status !== 'draft')
        throw new DomainError('conflict', `The plan is ${plan.status}; only a draft can be balanced.`)
      const waiting = await findBalanceJob(app.db, plan.id)
      if (waiting)
        throw new DomainError('conflict', 'The plan is being balanced already.', {
          job: waiting.id,
          remedy: `Wait for it: GET /api/jobs/${waiting.id}`,
        })
      const input: BalanceJob = {
        planId: plan.id,
        ...(request.body.communities ? { communityIds: request.body.communities } : {}),
        actor: request.principal.name,
      }
      const job = await app.jobs.enqueue('plan.balance', input, request.principal.name)
      return reply.code(202).header('location', `/api/jobs/${job}`).send({ job })
    },
  )

  app.post(
    '/plans/:id/publish',
    {
      config: plans,
      schema: {
        operationId: 'publishPlan',
        summary: 'Freeze a draft, issue its codes and activate it from a day on',
        tags,
        params,
        body: PublishSchema,
        response: { 200: PlanSchema, default: problem },
      },
    },
    async (request, reply) => {
      const plan = await readPlan(request.params.id)
      await assertInside(app.db, request.principal, await communityIds(plan.id))
      refuseStale(plan, request.headers['if-match'])
      const published = await publishPlan(
        app.db,
        plan.id,
        { ...request.body, timeZone },
        request.principal.name,
      )
      return reply.header('etag', etagOf(published)).send(published)
    },
  )
}
