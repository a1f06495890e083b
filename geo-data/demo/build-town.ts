/** Builds one town: every community's streets, waters and buildings, with the households it is to have. */
import { buildCell } from './build-cell.ts'
import { cellRing } from './cell-ring.ts'
import type { Crossing } from './islands.ts'
import { buildLake } from './lake.ts'
import { type Name, namePool } from './names.ts'
import { seededRandom } from './random.ts'
import type { CommunityPlan, RegionPlan } from './region-plan.ts'
import { type SettledBuilding, settleHouseholds } from './settle-households.ts'
import type { Site } from './site.ts'

export type BuiltCommunity = {
  plan: CommunityPlan
  buildings: SettledBuilding[]
  streets: Site['streets']
  waters: Site['waters']
  crossings: Crossing[]
}

export function* buildTown(plan: RegionPlan, town: number): Generator<BuiltCommunity> {
  const { code, communities } = plan.towns[town]!
  const names = namePool(seededRandom(plan.seed, code, 'names'))
  for (const community of communities) {
    const random = seededRandom(plan.seed, community.code)
    const site: Site = { random, names, buildings: [], streets: [], waters: [] }
    const place = placeName(community.name)
    for (const cell of community.cells) buildCell(site, cellRing(plan, cell), plan.zones[cell]!, place)
    const hasLake = community.cells.some((cell) => plan.zones[cell] === 'lake')
    const crossings = hasLake ? buildLake(site, plan) : []
    const buildings = settleHouseholds(site.buildings, community.households, random)
    yield { plan: community, buildings, streets: site.streets, waters: site.waters, crossings }
  }
}

/** The community's name without its kind: 云门社区 → 云门. */
function placeName(name: Name): Name {
  return {
    name: name.name.replace(/(社区|村)$/, ''),
    nameEn: name.nameEn.replace(/ (Community|Village)$/, ''),
  }
}
