import type { PartitionOptions, PartitionResult } from '../../algorithms/partition/partition-units.ts'
import type { Database } from '../../platform/database.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { cancelled } from '../../platform/jobs.ts'
import { recordChange } from '../../platform/record-change.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { loadNet } from '../units/index.ts'
import { gridsOfZones } from './grids-of-zones.ts'
import {
  bumpRevision,
  communitiesOfPlan,
  deleteGrids,
  findPlan,
  insertGrids,
  lockPlan,
  type NewGrid,
} from './queries.ts'
import type { Plan, PlanRules } from './schemas.ts'
import { unitGraphOfNet } from './unit-graph-of-net.ts'

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
  const grids = new Map<string, NewGrid[]>()
  let done = 0
  await inPairs(communities, async (community) => {
    if (request.isCancelled?.()) throw cancelled()
    const net = await loadNet(db, { netId: community.netId })
    const partition = await workers.run<PartitionResult>('partitionUnits', {
      graph: unitGraphOfNet(net),
      options: optionsOf(plan.rules),
    })
    grids.set(community.id, gridsOfZones(net, partition, { community, band: plan.rules.band }))
    done++
    await request.onProgress?.(done / communities.length)
  })
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

const optionsOf = ({ band, prefer, seed }: PlanRules): PartitionOptions => ({ ...band, prefer, seed })

/** Two at a time: one in each thread of a small machine, and few nets in memory at once. */
async function inPairs<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
