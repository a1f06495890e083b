import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Database, rows } from './database.ts'
import { DomainError } from './errors.ts'
import './services.ts'

const Health = Type.Object({ status: Type.Literal('ok') })
const schema = { tags: ['operations'], response: { 200: Health, default: Type.Ref('Problem') } }

/** What the start is waiting for: the job that runs, or waits, with its progress. */
const runningJob = async (db: Database) => {
  const [job] = await rows<{ id: string; kind: string; progress: number; step: string | null }>(
    db,
    /* sql */ `select id, kind, progress, step from jobs where state in ('queued', 'running')
      order by state desc, created_at, id limit 1`,
  )
  return job
}

/** Is the process alive; may it be sent requests. */
export const healthRoutes: FastifyPluginAsyncTypebox<{ isReady: () => boolean }> = async (app, options) => {
  app.get(
    '/health/live',
    { config: { access: { open: true } }, schema: { ...schema, operationId: 'getLiveness' } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/health/ready',
    { config: { access: { open: true } }, schema: { ...schema, operationId: 'getReadiness' } },
    async () => {
      if (!options.isReady())
        throw new DomainError('unavailable', 'The first start is still under way.', {
          job: (await runningJob(app.db)) ?? null,
        })
      await rows(app.db, /* sql */ `select 1`)
      return { status: 'ok' as const }
    },
  )
}
