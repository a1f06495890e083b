import type { Database } from '../../platform/database.ts'
import { cancelled } from '../../platform/jobs.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { loadNet } from '../units/index.ts'
import { gridsOfZones } from './grids-of-zones.ts'
import type { communitiesOfPlan, NewGrid } from './queries.ts'
import type { PlanRules } from './schemas.ts'
import { unitGraphOfNet } from './unit-graph-of-net.ts'
import { watchPartition } from './watch-partition.ts'

type Community = Awaited<ReturnType<typeof communitiesOfPlan>>[number]

export type Division = {
  communities: readonly Community[]
  rules: PlanRules
  onProgress?: (share: number) => Promise<void>
  isCancelled?: () => boolean
}

/**
 * Divides communities into grids, two at a time in worker threads; stores nothing. When one fails or the job is cancelled, the
 * threads under way are stopped before the error is passed on.
 *
 * @returns the grids of each community by its id
 */
export async function divideCommunities(
  { db, workers }: { db: Database; workers: WorkerPool },
  { communities, rules, onProgress, isCancelled }: Division,
): Promise<Map<string, NewGrid[]>> {
  const grids = new Map<string, NewGrid[]>()
  const shares = new Map<string, number>()
  let hasFailed = false
  const isUnwanted = () => hasFailed || (isCancelled?.() ?? false)
  const report = async (id: string, share: number) => {
    // Within a community the share may fall when it is tried once more; the whole never does.
    shares.set(id, Math.max(shares.get(id) ?? 0, share))
    const done = [...shares.values()].reduce((sum, each) => sum + each, 0)
    await onProgress?.(done / communities.length)
  }
  const divide = async (community: Community) => {
    if (isUnwanted()) throw cancelled()
    const net = await loadNet(db, { netId: community.netId })
    const partition = await watchPartition(
      workers,
      { graph: unitGraphOfNet(net), options: { ...rules.band, prefer: rules.prefer, seed: rules.seed } },
      { onShare: (share) => report(community.id, share), isCancelled: isUnwanted },
    )
    grids.set(community.id, gridsOfZones(net, partition, { community, band: rules.band }))
    await report(community.id, 1)
  }
  await inPairs(communities, (community) =>
    divide(community).catch((error) => {
      hasFailed = true
      throw error
    }),
  )
  return grids
}

/** Two at a time: one in each thread of a small machine, and few nets in memory at once. Both have ended when it has. */
async function inPairs<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const queue = [...items]
  let failure: { error: unknown } | undefined
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined && !failure; item = queue.shift()) {
      try {
        await work(item)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all([worker(), worker()])
  if (failure) throw failure.error
}
