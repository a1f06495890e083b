/** Gives every community its number of households, in proportion to what its zones hold, to an exact total. */
import { cellArea } from './cell-ring.ts'
import { between, seededRandom } from './random.ts'
import { HOUSEHOLDS_PER_HECTARE, type RegionPlan } from './region-plan.ts'

/** Below this a community could not be divided into grids of 200–400. */
const MIN_HOUSEHOLDS = 260

export function apportionHouseholds(plan: RegionPlan, total: number): void {
  const communities = plan.towns.flatMap((town) => town.communities)
  const random = seededRandom(plan.seed, 'apportion')
  const shares = communities.map((community) => {
    const held = community.cells.reduce(
      (sum, cell) => sum + (HOUSEHOLDS_PER_HECTARE[plan.zones[cell]!] * cellArea(plan, cell)) / 10_000,
      0,
    )
    return held * between(random, 0.94, 1.06)
  })
  const sum = shares.reduce((before, share) => before + share, 0)
  communities.forEach((community, k) => {
    community.households = Math.max(MIN_HOUSEHOLDS, Math.round((shares[k]! / sum) * total))
  })
  const largest = communities.reduce((best, community) =>
    community.households > best.households ? community : best,
  )
  largest.households += total - communities.reduce((before, community) => before + community.households, 0)
}
