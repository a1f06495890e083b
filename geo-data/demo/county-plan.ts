/** The plan of a county (or of several side by side): 16 towns, 275 communities, 530 km², a million households. */
import { apportionHouseholds, heldByCell } from './apportion-households.ts'
import { isWildEdge } from './cell-ring.ts'
import { CELLS_PER_TOWN, type CountyLines, countyLines, TOWNS_ACROSS } from './county-lattice.ts'
import { countyZones, plainRow } from './county-zones.ts'
import { divideCells } from './divide-cells.ts'
import { communityCode, DEMO_CITY, DEMO_COUNTIES, DEMO_PROVINCE, townCode } from './division-codes.ts'
import { makeLattice } from './lattice.ts'
import { communityNames, townNames } from './names.ts'
import { between, seededRandom } from './random.ts'
import { type CommunityPlan, cellAt, cellsAcross, type RegionPlan, type Zone } from './region-plan.ts'
import { landWarp } from './warp.ts'

const COMMUNITIES_PER_COUNTY = 275
const HOUSEHOLDS_PER_COUNTY = 1_000_000
/** Ground counts a little as well as homes, so that villages do not become endless. */
const WEIGHT_PER_CELL = 90
const MIN_HELD = 400

export function planCounty(seed: number, counties: number): RegionPlan {
  const lines = countyLines(seed, counties)
  const zones: Zone[] = countyZones(seed, lines)
  const isWild = (kind: 'column' | 'row', i: number, j: number) => isWildEdge(plan, kind, i, j)
  const plan: RegionPlan = {
    seed,
    province: DEMO_PROVINCE,
    city: DEMO_CITY,
    counties: DEMO_COUNTIES.slice(0, counties),
    lattice: makeLattice(lines.columns, lines.rows, landWarp(seed, lines.lake), isWild),
    zones,
    townOf: townsOfCells(lines),
    communityOf: new Int16Array(zones.length).fill(-1),
    towns: [],
  }
  addTowns(plan, counties)
  addCommunities(plan, lines)
  const total = HOUSEHOLDS_PER_COUNTY * counties * between(seededRandom(seed, 'total'), 0.992, 1.008)
  apportionHouseholds(plan, Math.round(total))
  return plan
}

function townsOfCells(lines: CountyLines): Int16Array {
  const across = lines.columns.length - 1
  return Int16Array.from({ length: across * (lines.rows.length - 1) }, (_, cell) => {
    const column = Math.floor((cell % across) / CELLS_PER_TOWN)
    const row = Math.floor(plainRow(lines, Math.floor(cell / across)) / CELLS_PER_TOWN)
    return row * (across / CELLS_PER_TOWN) + column
  })
}

/** Each county numbers its own: four subdistricts in the middle, towns, and two townships. */
function addTowns(plan: RegionPlan, counties: number): void {
  const names = townNames(plan.seed)
  const numbers = DEMO_COUNTIES.map(() => 0)
  for (let town = 0; town < counties * TOWNS_ACROSS ** 2; town++) {
    const [column, row] = [town % (counties * TOWNS_ACROSS), Math.floor(town / (counties * TOWNS_ACROSS))]
    const county = Math.floor(column / TOWNS_ACROSS)
    const number = numbers[county]!++
    const inner = [1, 2].includes(column % TOWNS_ACROSS) && [1, 2].includes(row)
    const kind = inner ? 'subdistrict' : number % 8 === 7 ? 'township' : 'town'
    const digits = { subdistrict: 1, town: 100, township: 200 }[kind] + number
    plan.towns.push({
      code: townCode(plan.counties[county]!, digits),
      name: names(kind),
      county,
      communities: [],
    })
  }
}

function addCommunities(plan: RegionPlan, lines: CountyLines): void {
  const sides = plan.towns.flatMap((_, town) => townSides(plan, lines, town))
  const weights = sides.map(({ cells }) => cells.reduce((sum, cell) => sum + cellWeight(plan, cell), 0))
  const counts = shareOut(weights, COMMUNITIES_PER_COUNTY * plan.counties.length)
  const across = cellsAcross(plan)
  sides.forEach(({ town, cells }, k) => {
    const set = {
      cells,
      weight: (cell: number) => cellWeight(plan, cell),
      column: (cell: number) => cell % across,
      row: (cell: number) => Math.floor(cell / across),
    }
    for (const part of divideCells(set, counts[k]!)) {
      settleVillages(plan, part)
      for (const cell of part) plan.communityOf[cell] = plan.towns[town]!.communities.length
      plan.towns[town]!.communities.push({
        code: '',
        name: { name: '', nameEn: '' },
        town,
        cells: part,
        households: 0,
      })
    }
  })
  giveWaters(plan, lines)
  nameCommunities(plan)
}

/** A town's plain cells north and south of the river: no community reaches across it. */
function townSides(plan: RegionPlan, lines: CountyLines, town: number): { town: number; cells: number[] }[] {
  const plain = [...plan.zones.keys()].filter(
    (cell) => plan.townOf[cell] === town && !['water', 'green', 'lake'].includes(plan.zones[cell]!),
  )
  const isSouth = (cell: number) => Math.floor(cell / cellsAcross(plan)) < lines.riverRow
  return [plain.filter(isSouth), plain.filter((cell) => !isSouth(cell))]
    .filter((cells) => cells.length > 0)
    .map((cells) => ({ town, cells }))
}

function cellWeight(plan: RegionPlan, cell: number): number {
  return heldByCell(plan, cell) + WEIGHT_PER_CELL
}

/** Whole numbers in proportion to the weights, at least one each, that add up to the total (largest remainders). */
function shareOut(weights: number[], total: number): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0)
  const counts = weights.map((weight) => Math.max(1, Math.floor((weight / sum) * total)))
  const order = weights
    .map((weight, k) => ({ k, rest: (weight / sum) * total - counts[k]! }))
    .sort((a, b) => b.rest - a.rest || a.k - b.k)
  const missing = total - counts.reduce((before, count) => before + count, 0)
  for (let k = 0; k < missing; k++) counts[order[k % order.length]!.k]! += 1
  return counts
}

/** A community of fields gets a village, so that it has people enough for a grid. */
function settleVillages(plan: RegionPlan, cells: number[]): void {
  let held = cells.reduce((sum, cell) => sum + heldByCell(plan, cell), 0)
  for (const cell of cells) {
    if (held >= MIN_HELD) return
    if (plan.zones[cell] !== 'fields') continue
    plan.zones[cell] = 'village'
    held += heldByCell(plan, cell)
  }
}

/** River cells go to the bank they touch, the lake to the community south of it. */
function giveWaters(plan: RegionPlan, lines: CountyLines): void {
  const across = cellsAcross(plan)
  const lakeOwner = cellAt(plan, lines.lakeColumns[0], lines.riverRow - 2)
  plan.zones.forEach((zone, cell) => {
    if (plan.communityOf[cell]! >= 0) return
    const row = Math.floor(cell / across)
    const bank = cellAt(
      plan,
      cell % across,
      row < lines.riverRow + 2 ? lines.riverRow - 1 : lines.riverRow + 4,
    )
    const owner = zone === 'lake' ? lakeOwner : bank
    plan.communityOf[cell] = plan.communityOf[owner]!
    plan.towns[plan.townOf[cell]!]!.communities[plan.communityOf[cell]!]!.cells.push(cell)
  })
}

function nameCommunities(plan: RegionPlan): void {
  const names = plan.counties.map((county) => communityNames(plan.seed, county.code))
  for (const town of plan.towns) {
    let [residents, villages] = [0, 0]
    for (const community of town.communities) {
      const village = isVillage(plan, community)
      community.code = communityCode(town.code, village ? 200 + villages++ : 1 + residents++)
      community.name = names[town.county]!(village)
    }
  }
}

function isVillage(plan: RegionPlan, community: CommunityPlan): boolean {
  const rural = community.cells.filter((cell) => ['fields', 'village'].includes(plan.zones[cell]!))
  const held = (cells: number[]) => cells.reduce((sum, cell) => sum + heldByCell(plan, cell), 0)
  return held(rural) > held(community.cells) / 2
}
