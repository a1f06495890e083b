/** Decides how many households live in each building, so that the community has exactly the number it is to have. */
import { between, type Random } from './random.ts'
import type { BuildingDraft } from './site.ts'

export type SettledBuilding = BuildingDraft & { households: number; population: number }

const MAX_HOUSEHOLDS_PER_BUILDING = 150

export function settleHouseholds(
  drafts: BuildingDraft[],
  households: number,
  random: Random,
): SettledBuilding[] {
  const dwellings = drafts.reduce((sum, draft) => sum + draft.dwellings, 0)
  if (dwellings === 0)
    throw new Error(`A community is to have ${households} households but no homes were built`)
  let due = 0
  const settled = drafts.map((draft): SettledBuilding => {
    due += (draft.dwellings * households) / dwellings
    const here = draft.dwellings === 0 ? 0 : Math.min(MAX_HOUSEHOLDS_PER_BUILDING, Math.round(due))
    due -= here
    return { ...draft, households: here, population: 0 }
  })
  placeRest(settled, Math.round(due))
  for (const building of settled)
    building.population = Math.round(building.households * between(random, 2.1, 3.1))
  return settled
}

/** What rounding and the cap left over goes, one by one, to buildings with room. */
function placeRest(settled: SettledBuilding[], rest: number): void {
  const homes = settled.filter((building) => building.dwellings > 0)
  for (let k = 0, left = rest; left > 0 && k < homes.length * MAX_HOUSEHOLDS_PER_BUILDING; k++) {
    const home = homes[k % homes.length]!
    if (home.households >= MAX_HOUSEHOLDS_PER_BUILDING) continue
    home.households += 1
    left -= 1
  }
}
