/** What one town of the demo county imports: the ground of each of its communities. */
import type { MultiPolygon, Polygon } from 'geojson'
import { areaBoundary } from '../../../geo-data/demo/area-boundary.ts'
import { buildTown } from '../../../geo-data/demo/build-town.ts'
import { communityFeatures, waterRecord } from '../../../geo-data/demo/community-features.ts'
import type { RegionPlan } from '../../../geo-data/demo/region-plan.ts'
import { latticeRoads } from '../../../geo-data/demo/roads.ts'
import { riverOf } from '../../../geo-data/demo/waters.ts'
import type { BarrierRecord, BuildingRecord } from '../../../geo-data/records.ts'

export type CommunityGround = {
  code: string
  outline: Polygon | MultiPolygon
  buildings: BuildingRecord[]
  /** Everything in the town that divides or joins ground; most of it lies elsewhere. */
  barriers: readonly BarrierRecord[]
}

/**
 * Neighbours of the community add no more than nodes on its border: streets and dividers end there, and an edge that runs
 * along it lies between two communities.
 */
export function groundOfTown(plan: RegionPlan, town: number): CommunityGround[] {
  const barriers: BarrierRecord[] = [...latticeRoads(plan, town)]
  for (const [k, water] of riverOf(plan, town).entries())
    barriers.push(waterRecord(`${plan.towns[town]!.code}-river-${k}`, water))
  return Array.from(buildTown(plan, town), (community) => {
    const buildings: BuildingRecord[] = []
    for (const record of communityFeatures(community))
      if (record.layer === 'barriers') barriers.push(record)
      else buildings.push(record)
    const { code, cells } = community.plan
    return { code, outline: areaBoundary(plan, cells), buildings, barriers }
  })
}
