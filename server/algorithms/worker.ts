/** The algorithms that run in worker threads: each export takes one structured-cloneable input. */
import {
  type PartitionOptions,
  partitionUnits as partition,
  type UnitGraph,
} from './partition/partition-units.ts'

export { assembleNet } from './topology/assemble-net.ts'
export { divideBlocks } from './topology/divide-block.ts'

export const partitionUnits = ({ graph, options }: { graph: UnitGraph; options: PartitionOptions }) =>
  partition(graph, options)
