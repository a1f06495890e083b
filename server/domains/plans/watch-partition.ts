import { setTimeout as delay } from 'node:timers/promises'
import type { PartitionResult } from '../../algorithms/partition/partition-units.ts'
import { askToStop, openSharedProgress, shareDone } from '../../algorithms/shared-progress.ts'
import type { PartitionTask } from '../../algorithms/worker.ts'
import { cancelled } from '../../platform/jobs.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'

/** Between two looks at a partition under way: often enough for a bar that moves and for a user who waits. */
const LOOK_MILLISECONDS = 400

export type PartitionWatch = {
  onShare: (share: number) => Promise<void>
  isCancelled: () => boolean
}

/**
 * Divides units in a worker thread, reports how far it is meanwhile, and stops the thread when it is no longer wanted.
 *
 * @throws DomainError of a cancelled job once the thread is free again; whatever the algorithm or `onShare` throws
 */
export async function watchPartition(
  workers: WorkerPool,
  task: Omit<PartitionTask, 'shared'>,
  { onShare, isCancelled }: PartitionWatch,
): Promise<PartitionResult> {
  const shared = openSharedProgress()
  const input: PartitionTask = { ...task, shared }
  const running = workers.run<PartitionResult>('partitionUnits', input)
  const settled = running.then(
    () => true,
    () => true,
  )
  try {
    while (!(await Promise.race([settled, delay(LOOK_MILLISECONDS, false)]))) {
      if (isCancelled()) askToStop(shared)
      await onShare(shareDone(shared))
    }
  } catch (error) {
    askToStop(shared)
    await settled
    throw error
  }
  if (isCancelled()) throw cancelled()
  return running
}
