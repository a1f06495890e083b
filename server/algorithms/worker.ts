/** The algorithms that run in worker threads: each export takes one structured-cloneable input. */
import { annealPart as anneal, type PartPlan, type PartTask } from './partition/anneal-part.ts'
import {
  type PartitionOptions,
  partitionUnits as partition,
  type UnitGraph,
} from './partition/partition-units.ts'
import { followSharedProgress, type SharedProgress } from './shared-progress.ts'

export { assembleNet } from './topology/assemble-net.ts'
export { divideBlocks } from './topology/divide-block.ts'

export type PartitionTask = {
  graph: UnitGraph
  options: Omit<PartitionOptions, 'onProgress' | 'shouldStop'>
  /** Where the share done is written and the wish to stop is looked for. */
  shared?: SharedProgress
}

export const partitionUnits = ({ graph, options, shared }: PartitionTask) =>
  partition(graph, { ...options, ...(shared && followSharedProgress(shared)) })

/** One search of a partition whose steps another thread takes. */
export const annealPart = ({ task, shared }: { task: PartTask; shared: SharedProgress }): PartPlan =>
  anneal({ ...task, ...followSharedProgress(shared) })
