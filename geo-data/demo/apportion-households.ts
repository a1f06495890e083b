/** Gives every community its number of households, in proportion to what its zones hold, to an exact total. */
import { cellArea } from './cell-ring.ts'
import { between, seededRandom } from './random.ts'
import { HOUSEHOLDS_PER_HECTARE, type RegionPlan } from './region-plan.ts'

/** Below this a community could not be divided into grids of 200–400. */
const MIN_HOUSEHOLDS = 260

/** A village fills no more than this of its cell. */
const VILLAGE_HECTARES = 11

export function apportionHouseholds(plan: RegionPlan, total: number): void {
  const communities = plan.towns.flatMap((town) => town.communities)
  const random = seededRandom(plan.seed, 'apportion')
  const shares = communities.map(
    ({ cells }) => cells.reduce((sum, cell) => sum + heldByCell(plan, cell), 0) * between(random, 0.94, 1.06),
  )
  const sum = shares.reduce((before, share) => before + share, 0)
  communities.forEach((community, k) => {
    community.households = Math.max(MIN_HOUSEHOLDS, Math.round((shares[k]! / sum) * total))
  })
  const largest = communities.reduce((best, community) =>
    community.households > best.households ? community : best,
  )
  largest.households += total - communities.reduce((before, community) => before + community.households, 0)
}

/** Households that a cell holds by its zone and area. */
export function heldByCell(plan: RegionPlan, cell: number): number {
  const zone = plan.zones[cell]!
  const hectares = cellArea(plan, cell) / 10_000
  return HOUSEHOLDS_PER_HECTARE[zone] * (zone === 'village' ? Math.min(hectares, VILLAGE_HECTARES) : hectares)
}
