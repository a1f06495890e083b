import type { Database } from '../../platform/database.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { cancelled } from '../../platform/jobs.ts'
import { recordChange } from '../../platform/record-change.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { divideCommunities } from './divide-communities.ts'
import { bumpRevision, communitiesOfPlan, deleteGrids, findPlan, insertGrids, lockPlan } from './queries.ts'
import type { Plan } from './schemas.ts'

export type BalanceRequest = {
  planId: string
  /** Only these communities; all of the plan's when absent. */
  communityIds?: readonly string[]
  actor: string
  onProgress?: (share: number) => Promise<void>
  isCancelled?: () => boolean
}

/** Divides the communities of a draft into grids inside its band; replaces the grids they had, in one transaction. */
export async function balancePlan(
  { db, workers }: { db: Database; workers: WorkerPool },
  request: BalanceRequest,
): Promise<Plan> {
  const plan = await findPlan(db, request.planId)
  if (!plan) throw notFound('plan', request.planId)
  refuseUnlessDraft(plan.status)
  const communities = await chosenCommunities(db, request)
  const grids = await divideCommunities(
    { db, workers },
    {
      communities,
      rules: plan.rules,
      ...(request.onProgress && { onProgress: request.onProgress }),
      ...(request.isCancelled && { isCancelled: request.isCancelled }),
    },
  )
  if (request.isCancelled?.()) throw cancelled()
  await db.transaction(async (trx) => {
    const locked = await lockPlan(trx, plan.id)
    refuseUnlessDraft(locked?.status)
    await deleteGrids(
      trx,
      plan.id,
      communities.map(({ id }) => id),
    )
    for (const { id } of communities) await insertGrids(trx, plan.id, grids.get(id) ?? [])
    await bumpRevision(trx, plan.id)
    await recordChange(trx, {
      actor: request.actor,
      action: 'balanced',
      entity: 'plan',
      entityId: plan.id,
      facts: { communities: communities.length },
    })
  })
  return (await findPlan(db, plan.id)) ?? plan
}

function refuseUnlessDraft(status: string | undefined) {
  if (status !== 'draft')
    throw conflict(`The plan is ${status ?? 'gone'}; only a draft can be balanced.`, {
      status,
      remedy: 'Make a new plan over the same areas.',
    })
}

async function chosenCommunities(db: Database, { planId, communityIds }: BalanceRequest) {
  const all = await communitiesOfPlan(db, planId)
  if (!communityIds) return all
  const unknown = communityIds.find((id) => !all.some((community) => community.id === id))
  if (unknown) throw notFound('community of this plan', unknown)
  return all.filter(({ id }) => communityIds.includes(id))
}
