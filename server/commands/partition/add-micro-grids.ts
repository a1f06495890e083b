import type { PartitionOptions, UnitGraph } from '../../algorithms/partition/partition-units.ts'
import type { Alternative } from './make-alternatives.ts'
import type { Divide } from './open-divider.ts'

/** A plan with the names of its zones, and what each of them was divided into again. */
export type NamedPlan = Alternative & { zoneNames: string[]; micro?: NamedPlan }

/** Divides each zone of each plan once more, by the first weight; `onProgress` gets the share of all of them. */
export async function addMicroGrids(
  graph: UnitGraph,
  plans: readonly NamedPlan[],
  options: PartitionOptions & { divide: Divide },
): Promise<NamedPlan[]> {
  const divided: NamedPlan[] = []
  for (const [index, named] of plans.entries()) {
    const onProgress = (share: number) => options.onProgress?.((index + share) / plans.length)
    divided.push({ ...named, micro: await divideAgain(graph, named, { ...options, onProgress }) })
  }
  return divided
}

/** `3-2` is the second micro-grid of zone 3. */
async function divideAgain(
  graph: UnitGraph,
  { seed, plan, zoneNames }: NamedPlan,
  { divide, ...options }: PartitionOptions & { divide: Divide },
): Promise<NamedPlan> {
  const parts = { ...graph, furtherWeights: [], regions: plan.zoneOfUnit }
  const micro = await divide(parts, { ...options, seed })
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
