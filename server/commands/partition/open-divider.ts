import { availableParallelism } from 'node:os'
import type { PartPlan, PartTask } from '../../algorithms/partition/anneal-part.ts'
import {
  type PartitionOptions,
  type PartitionResult,
  partitionUnits,
  planUnits,
  type UnitGraph,
} from '../../algorithms/partition/partition-units.ts'
import { runElsewhere } from '../../algorithms/partition/search-steps.ts'
import { askToStop, openSharedProgress, shareDone } from '../../algorithms/shared-progress.ts'
import { threadEntry } from '../../platform/thread-entry.ts'
import { openWorkerPool, type WorkerPool } from '../../platform/worker-pool.ts'

/** Divides units, here or in several threads: the same plan either way. */
export type Divide = (graph: UnitGraph, options: PartitionOptions) => Promise<PartitionResult>

/** Below so many units threads take longer to start than the work. */
const FEWEST_UNITS_FOR_THREADS = 40
const RELAY_MILLISECONDS = 50

/** @param threads how many; one for each core when absent */
export function openDivider(threads = availableParallelism()): {
  divide: Divide
  close: () => Promise<void>
} {
  let pool: WorkerPool | undefined
  return {
    divide: async (graph, options) => {
      if (threads === 1 || graph.weights.length < FEWEST_UNITS_FOR_THREADS)
        return partitionUnits(graph, options)
      pool ??= openWorkerPool(threadEntry('../../algorithms/worker', import.meta.url), threads)
      return runElsewhere(planUnits(graph, options), searchIn(pool))
    },
    close: async () => pool?.close(),
  }
}

/** Runs searches in the pool; callbacks stay here and are called with what the threads tell. */
function searchIn(pool: WorkerPool) {
  return async ({ onProgress, shouldStop, ...task }: PartTask): Promise<PartPlan> => {
    const shared = openSharedProgress()
    const relay = setInterval(() => {
      onProgress?.(shareDone(shared))
      if (shouldStop?.()) askToStop(shared)
    }, RELAY_MILLISECONDS)
    try {
      if (shouldStop?.()) askToStop(shared)
      return await pool.run<PartPlan>('annealPart', { task, shared })
    } finally {
      clearInterval(relay)
      onProgress?.(1)
    }
  }
}
