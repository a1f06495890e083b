/** What a thread of the county's test runs: one town from its plan to the zones of its communities. */
import { planCounty } from '../../../geo-data/demo/county-plan.ts'
import { partitionUnits } from '../../../server/algorithms/partition/partition-units.ts'
import { DEFAULT_RULES } from '../../../server/domains/plans/schemas.ts'
import { unitGraphOfNet } from '../../../server/domains/plans/unit-graph-of-net.ts'
import { groundOfTown } from './ground-of-town.ts'
import { netOfCommunity } from './net-of-community.ts'

export type DividedCommunity = {
  code: string
  units: number
  households: number
  zones: number
  zoneWeights: number[]
  exceptions: string[]
  boundaryMeters: number
  onBarriersShare: number
}

/** Divided as the balance job divides it, with the rules a plan has when nobody says otherwise. */
export function divideTown({ seed, town }: { seed: number; town: number }): DividedCommunity[] {
  const { band, prefer, seed: planSeed } = DEFAULT_RULES
  return groundOfTown(planCounty(seed, 1), town).map((ground) => {
    const graph = unitGraphOfNet(netOfCommunity(ground))
    const plan = partitionUnits(graph, { ...band, prefer, seed: planSeed })
    return {
      code: ground.code,
      units: graph.weights.length,
      households: graph.weights.reduce((sum, weight) => sum + weight, 0),
      zones: plan.zoneCount,
      zoneWeights: [...plan.zoneWeights],
      exceptions: plan.exceptions.map(({ reason }) => reason),
      boundaryMeters: plan.metrics.internalBoundaryMeters,
      onBarriersShare: plan.metrics.boundaryOnBarriersShare,
    }
  })
}
