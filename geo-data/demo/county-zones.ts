/** What each cell of a county is for: dense around the middles of its towns, fields and villages between them. */
import { CELLS_PER_TOWN, type CountyLines, TOWNS_ACROSS } from './county-lattice.ts'
import { between, type Random, seededRandom } from './random.ts'
import type { Zone } from './region-plan.ts'

type Mix = Partial<Record<Zone, number>>

/** By distance from the middle of the town, as a share of the town's reach: up to `within`, this mix. */
const MIXES: { within: number; mix: Mix }[] = [
  { within: 0.4, mix: { centre: 0.8, market: 1, lanes: 2.5, mixed: 3, towers: 3, school: 0.8, park: 0.7 } },
  {
    within: 1,
    mix: { slabs: 4, towers: 3, mixed: 3, school: 0.8, park: 0.6, market: 0.4, urbanVillage: 2, centre: 0.2 },
  },
  {
    within: 1.35,
    mix: { urbanVillage: 1.2, industry: 2.5, dormitory: 0.8, village: 2, slabs: 1, fields: 2 },
  },
  { within: Number.POSITIVE_INFINITY, mix: { fields: 7, village: 2.2, industry: 0.3 } },
]
/** Half the way a middling town reaches, metres; county seats reach further. */
const REACH_METERS = 1240

export function countyZones(seed: number, lines: CountyLines): Zone[] {
  const across = lines.columns.length - 1
  const zones: Zone[] = []
  const reach = townReaches(seed, lines)
  for (let j = 0; j < lines.rows.length - 1; j++) {
    for (let i = 0; i < across; i++) zones.push(zoneOf(seed, lines, reach, i, j))
  }
  return zones
}

/** The row of plain cells a lattice row stands for: the river's rows count as the one north or south of it. */
export function plainRow(lines: CountyLines, j: number): number {
  const { riverRow } = lines
  if (j < riverRow) return j
  return j < riverRow + 2 ? riverRow - 1 : j < riverRow + 4 ? riverRow : j - 4
}

function townReaches(seed: number, lines: CountyLines): number[] {
  const random = seededRandom(seed, 'reach')
  const towns = ((lines.columns.length - 1) / CELLS_PER_TOWN) * TOWNS_ACROSS
  const seat = 1 + (towns / TOWNS_ACROSS) * 1
  return Array.from(
    { length: towns },
    (_, town) => REACH_METERS * (town === seat ? 1.5 : between(random, 0.72, 1.2)),
  )
}

function zoneOf(seed: number, lines: CountyLines, reaches: number[], i: number, j: number): Zone {
  const river = j - lines.riverRow
  const [from, to] = lines.lakeColumns
  if (i >= from && i < to && river >= -1 && river <= 4) return 'lake'
  if (river >= 0 && river < 4) return river === 0 || river === 3 ? 'green' : 'water'
  const town: [number, number] = [
    Math.floor(i / CELLS_PER_TOWN),
    Math.floor(plainRow(lines, j) / CELLS_PER_TOWN),
  ]
  const [u, v] = [middle(lines.columns, i), middle(lines.rows, j)]
  const centreColumn = town[0] * CELLS_PER_TOWN + 5
  const centreRow = town[1] * CELLS_PER_TOWN + 5
  const [cu, cv] = [
    middle(lines.columns, centreColumn),
    middle(lines.rows, centreRow < lines.riverRow ? centreRow : centreRow + 4),
  ]
  const random = seededRandom(seed, 'zone', i, j)
  const reach = reaches[town[1] * ((lines.columns.length - 1) / CELLS_PER_TOWN) + town[0]]!
  const distance = (Math.hypot(u - cu, v - cv) / reach) * between(random, 0.82, 1.18)
  return pickZone(random, MIXES.find(({ within }) => distance < within)!.mix)
}

function middle(lines: CountyLines['columns'], k: number): number {
  return (lines[k]!.at + lines[k + 1]!.at) / 2
}

function pickZone(random: Random, mix: Mix): Zone {
  const choices = Object.entries(mix) as [Zone, number][]
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [zone, weight] of choices) {
    left -= weight
    if (left <= 0) return zone
  }
  return 'fields'
}
