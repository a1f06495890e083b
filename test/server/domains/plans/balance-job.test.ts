import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { followSharedProgress, type SharedProgress } from '../../../../server/algorithms/shared-progress.ts'
import { balancePlan, createPlan } from '../../../../server/domains/plans/index.ts'
import { type Database, oneRow } from '../../../../server/platform/database.ts'
import type { Services } from '../../../../server/platform/services.ts'
import { test } from '../../../support/app.ts'
import { aStripOfUnits } from '../../../support/strip-world.ts'

/** In place of the threads: divides nothing until it is stopped. */
function aThreadThatWaits(onStart: () => Promise<unknown>): Services['workers'] {
  const run = async (_: string, { shared }: { shared: SharedProgress }) => {
    const { onProgress, shouldStop } = followSharedProgress(shared)
    onProgress(0.4)
    await onStart()
    while (!shouldStop()) await delay(20)
    return { isStopped: true }
  }
  return { run: run as Services['workers']['run'], close: async () => undefined }
}

async function aDraft({ db }: Services) {
  const { county } = await aStripOfUnits(db, { households: [300, 300, 300] })
  return createPlan(db, { name: '方案', areas: [county] }, 'test')
}

const jobOf = (db: Database, id: string) =>
  oneRow<{ state: string; progress: number; step: string; grids: number; revision: number }>(
    db,
    /* sql */ `
    select state, progress, step, (select count(*)::integer from grids) as grids,
      (select max(revision)::integer from plans) as revision
    from jobs where id = ?`,
    [id],
  )

describe('the balance job', () => {
  test('tells how far it is inside one community, and a wish to stop reaches the thread', async ({
    services,
  }) => {
    const { db, jobs } = services
    const plan = await aDraft(services)
    let seen: Awaited<ReturnType<typeof jobOf>> | undefined
    services.workers = aThreadThatWaits(async () => {
      void (async () => {
        while (!seen?.progress) {
          await delay(50)
          seen = await jobOf(db, id)
        }
        await db.raw(`update jobs set cancel_requested = true`)
      })()
    })
    const id = await jobs.enqueue('plan.balance', { planId: plan.id, actor: 'test' }, 'test')
    await jobs.drain()
    expect(seen).toMatchObject({ state: 'running', step: 'plan.balance' })
    expect(seen?.progress).toBeCloseTo(0.95 * 0.4, 6)
    expect(await jobOf(db, id)).toMatchObject({ state: 'cancelled', grids: 0, revision: plan.revision })
  })

  test('a failure in one community stops the thread of the next and stores nothing', async ({ services }) => {
    const { db } = services
    const { county } = await aStripOfUnits(db, { households: [300, 300] })
    const { community } = await aStripOfUnits(db, { households: [300], code: '990101001002', south: 31 })
    const plan = await createPlan(db, { name: '方案', areas: [county, community] }, 'test')
    const waiting = aThreadThatWaits(async () => undefined)
    let calls = 0
    const run: Services['workers']['run'] = (name, input) =>
      calls++ === 0 ? Promise.reject(new Error('out of memory')) : waiting.run(name, input)
    const workers = { ...waiting, run }
    await expect(balancePlan({ db, workers }, { planId: plan.id, actor: 'test' })).rejects.toThrow(
      'out of memory',
    )
    expect(calls).toBe(2)
    expect(await oneRow(db, `select count(*)::integer as grids from grids`)).toEqual({ grids: 0 })
  })
})
