import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Database, rows } from './database.ts'
import { DomainError, notFound } from './errors.ts'
import { Id } from './schemas.ts'
import './services.ts'

const JobSchema = Type.Object({
  id: Id,
  kind: Type.String(),
  state: Type.Union(
    ['queued', 'running', 'succeeded', 'failed', 'cancelled'].map((state) => Type.Literal(state)),
  ),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  step: Type.Union([Type.String(), Type.Null()], { description: 'What is being done now' }),
  result: Type.Unknown(),
  problem: Type.Unknown({ description: 'RFC 9457 problem details when the job failed' }),
  createdAt: Type.String({ format: 'date-time' }),
  finishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})

const JOB_COLUMNS = /* sql */ `id, kind, state, progress, step, result, problem,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
  to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "finishedAt"`

const oneJob = async (db: Database, sql: string, id: string) => {
  const [job] = await rows<Record<string, unknown>>(db, sql, [id])
  if (!job) throw notFound('job', id)
  return job as never
}

/** Long work: look at it, or ask it to stop. */
export const jobRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const schema = {
    tags: ['jobs'],
    params: Type.Object({ id: Id }),
    response: { 200: JobSchema, default: Type.Ref('Problem') },
  }
  app.get(
    '/jobs/:id',
    {
      config: { access: { role: 'viewer', jurisdiction: 'public' } },
      schema: { ...schema, operationId: 'getJob', summary: 'A job with its progress' },
    },
    (request) => oneJob(app.db, /* sql */ `select ${JOB_COLUMNS} from jobs where id = ?`, request.params.id),
  )
  app.delete(
    '/jobs/:id',
    {
      config: { access: { role: 'planner', jurisdiction: 'public' } },
      schema: { ...schema, operationId: 'cancelJob', summary: 'Ask a job to stop' },
    },
    async (request) => {
      const { id } = request.params
      const { principal } = request
      const [job] = await rows<{ owner: string }>(
        app.db,
        /* sql */ `select requested_by as owner from jobs where id = ?`,
        [id],
      )
      if (!job) throw notFound('job', id)
      if (job.owner !== principal.name && principal.role !== 'admin')
        throw new DomainError('forbidden', `The job belongs to ${job.owner}; only they or an admin stop it.`)
      return oneJob(
        app.db,
        /* sql */ `
        update jobs set cancel_requested = true,
          state = case when state = 'queued' then 'cancelled' else state end
        where id = ? returning ${JOB_COLUMNS}`,
        id,
      )
    },
  )
}
