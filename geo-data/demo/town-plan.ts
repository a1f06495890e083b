/**
 * The plan of the demo town, drawn by hand: Yunhu Town on a meandering river that flows through a lake.
 * One letter per cell, north up; the river's four narrow rows of cells lie where the line of waves is.
 */

import { apportionHouseholds } from './apportion-households.ts'
import { isWildEdge } from './cell-ring.ts'
import { communityCode, DEMO_CITY, DEMO_COUNTIES, DEMO_PROVINCE, townCode } from './division-codes.ts'
import { type LatticeLine, makeLattice } from './lattice.ts'
import { type Name, parseNames } from './names.ts'
import { between, seededRandom } from './random.ts'
import type { RegionPlan, Zone } from './region-plan.ts'
import { landWarp } from './warp.ts'

const ZONE_ROWS = [
  '.fvffffff f.',
  'fvssTeeff II',
  'ffsCxTspK II',
  'ffLLsMoos df',
  '~~~~~~~~~~~~',
  'fvLMspoov ff',
  'ffsexTsfv ff',
  '.fffvffff f.',
].map((row) => row.replace(' ', ''))

/** Whose each cell is: letters of the list below. */
const COMMUNITY_ROWS = [
  '.aaabbccc j.',
  'aaddbbccc jj',
  'aaddbbccc jj',
  'aaeeebhhc jj',
  '~~~~~~~~~~~~',
  'kkggllhhh hh',
  'kkgglllhh hh',
  '.kkkkllhh h.',
].map((row) => row.replace(' ', ''))

const RIVER_ROW = 4
const ZONES: Record<string, Zone> = {
  f: 'fields',
  v: 'village',
  s: 'slabs',
  T: 'towers',
  x: 'mixed',
  L: 'lanes',
  M: 'market',
  C: 'centre',
  e: 'school',
  p: 'park',
  I: 'industry',
  d: 'dormitory',
  K: 'station',
  o: 'lake',
}

/** By letter: the last three digits of the code and the name. */
const COMMUNITIES: Record<string, { digits: number; name: Name }> = {
  b: { digits: 1, name: { name: '云门社区', nameEn: 'Yunmen Community' } },
  d: { digits: 2, name: { name: '书院社区', nameEn: 'Shuyuan Community' } },
  e: { digits: 3, name: { name: '老街社区', nameEn: 'Laojie (Old Street) Community' } },
  g: { digits: 4, name: { name: '河埠社区', nameEn: 'Hebu (River Landing) Community' } },
  l: { digits: 5, name: { name: '南门社区', nameEn: 'Nanmen (South Gate) Community' } },
  c: { digits: 6, name: { name: '站前社区', nameEn: 'Zhanqian (Station) Community' } },
  j: { digits: 7, name: { name: '产业园社区', nameEn: 'Industrial Park Community' } },
  a: { digits: 200, name: { name: '柳林村', nameEn: 'Liulin Village' } },
  k: { digits: 201, name: { name: '稻香村', nameEn: 'Daoxiang Village' } },
  h: { digits: 202, name: { name: '湖心村', nameEn: 'Huxin (Mid-Lake) Village' } },
}

const COLUMN_WIDTHS = [500, 400, 260, 245, 280, 250, 440, 440, 300, 380, 430]
const COLUMN_CLASSES =
  'none tertiary secondary tertiary primary tertiary secondary tertiary secondary rail tertiary none'
const COLUMN_NAMES = parseNames(
  ',桑园路 Sangyuan Road,迎宾路 Yingbin Road,书院路 Shuyuan Road,人民路 Renmin Road,文昌路 Wenchang Road,湖西路 Huxi Road,梅园路 Meiyuan Road,湖东路 Hudong Road,云泽铁路 Yunze Railway,兴业路 Xingye Road,',
)
const BRIDGE_COLUMNS = [2, 4, 6, 8]

/** South to north; the river's own four rows lie in the middle. */
const ROW_HEIGHTS = [430, 260, 380, 34, 42, 42, 34, 360, 230, 240, 400]
const ROW_CLASSES = 'none tertiary secondary tertiary bank none bank tertiary secondary primary tertiary none'
const ROW_NAMES = parseNames(
  ',桃花路 Taohua Road,建设路 Jianshe Road,滨江南路 South Riverside Road,,,,滨江北路 North Riverside Road,解放路 Jiefang Road,云泽大道 Yunze Avenue,青云路 Qingyun Road,',
)

export function planTown(seed: number): RegionPlan {
  const columns = latticeLines(COLUMN_WIDTHS, COLUMN_CLASSES, COLUMN_NAMES, 5)
  const rows = latticeLines(ROW_HEIGHTS, ROW_CLASSES, ROW_NAMES, 5)
  for (const column of BRIDGE_COLUMNS) columns[column]!.bridge = true
  const lake = { left: columns[6]!.at, right: columns[8]!.at, bottom: rows[2]!.at, top: rows[8]!.at }
  const lattice = makeLattice(columns, rows, landWarp(seed, lake), (kind, i, j) =>
    isWildEdge(plan, kind, i, j),
  )
  const zones = cellLetters(ZONE_ROWS).map((letter, cell) =>
    zoneOf(letter, Math.floor(cell / COLUMN_WIDTHS.length)),
  )
  const owners = cellLetters(COMMUNITY_ROWS)
  const letters = Object.keys(COMMUNITIES)
  const town = townCode(DEMO_COUNTIES[0]!, 100)
  const plan: RegionPlan = {
    seed,
    province: DEMO_PROVINCE,
    city: DEMO_CITY,
    counties: [DEMO_COUNTIES[0]!],
    lattice,
    zones,
    townOf: Int16Array.from(owners, (letter) => (letter === '.' ? -1 : 0)),
    communityOf: Int16Array.from(owners, (letter) => letters.indexOf(letter)),
    towns: [{ code: town, name: { name: '云湖镇', nameEn: 'Yunhu Town' }, county: 0, communities: [] }],
  }
  plan.towns[0]!.communities = letters.map((letter, index) => ({
    code: communityCode(town, COMMUNITIES[letter]!.digits),
    name: COMMUNITIES[letter]!.name,
    town: 0,
    cells: owners.flatMap((owner, cell) => (owner === letter ? [cell] : [])),
    households: index,
  }))
  apportionHouseholds(plan, Math.round(12_000 * between(seededRandom(seed, 'total'), 0.985, 1.015)))
  return plan
}

/** Lines at the running sums of the spacings, moved so that line `origin` and a half-width lie at 0. */
function latticeLines(spacings: number[], classes: string, names: Name[], origin: number): LatticeLine[] {
  let at = -spacings.slice(0, origin).reduce((sum, spacing) => sum + spacing, 0)
  return classes.split(' ').map((lineClass, k) => {
    const line = {
      at,
      class: lineClass as LatticeLine['class'],
      ...(names[k]?.name ? { name: names[k] } : {}),
    }
    at += spacings[k] ?? 0
    return line
  })
}

/** The letters by cell, south row first, the river's row spread over its four rows of cells. */
function cellLetters(northFirst: string[]): string[] {
  return northFirst
    .flatMap((row, r) => {
      if (r !== RIVER_ROW) return [row]
      const [north, south] = [northFirst[r - 1]!, northFirst[r + 1]!]
      return [north, north, south, south]
    })
    .reverse()
    .flatMap((row) => [...row])
}

function zoneOf(letter: string, row: number): Zone | undefined {
  if (letter === '.') return undefined
  if (letter === 'o') return 'lake'
  if (row === 4 || row === 5) return 'water'
  return row === 3 || row === 6 ? 'green' : ZONES[letter]
}
