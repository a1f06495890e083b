import {
  type PartitionOptions,
  partitionUnits,
  type UnitGraph,
} from '../../algorithms/partition/partition-units.ts'
import type { Alternative } from './make-alternatives.ts'

/** A plan with the names of its zones, and what each of them was divided into again. */
export type NamedPlan = Alternative & { zoneNames: string[]; micro?: NamedPlan }

/** Divides each zone of each plan once more, by the first weight; `onProgress` gets the share of all of them. */
export function addMicroGrids(
  graph: UnitGraph,
  plans: readonly NamedPlan[],
  options: PartitionOptions,
): NamedPlan[] {
  return plans.map((named, index) => {
    const onProgress = (share: number) => options.onProgress?.((index + share) / plans.length)
    return { ...named, micro: divideAgain(graph, named, { ...options, onProgress }) }
  })
}

/** `3-2` is the second micro-grid of zone 3. */
function divideAgain(
  graph: UnitGraph,
  { seed, plan, zoneNames }: NamedPlan,
  options: PartitionOptions,
): NamedPlan {
  const parts = { ...graph, furtherWeights: [], regions: plan.zoneOfUnit }
  const micro = partitionUnits(parts, { ...options, seed })
  const counts = new Map<number, number>()
  const parentOf = new Map<number, number>()
  micro.zoneOfUnit.forEach((zone, unit) => {
    parentOf.set(zone, plan.zoneOfUnit[unit]!)
  })
  const microNames = Array.from({ length: micro.zoneCount }, (_, zone) => {
    const parent = parentOf.get(zone)!
    counts.set(parent, (counts.get(parent) ?? 0) + 1)
    return `${zoneNames[parent]}-${counts.get(parent)}`
  })
  return { seed, plan: micro, zoneNames: microNames }
}
