/** The lines of a county: four by four towns of eleven cells each way, fine in their middles and wide between them. */
import type { EdgeClass, LatticeLine } from './lattice.ts'
import { areaRoots, type Name, roadRoots } from './names.ts'
import { seededRandom, shuffled } from './random.ts'
import type { LakeBox } from './warp.ts'

export const TOWNS_ACROSS = 4
export const CELLS_PER_TOWN = 11
/** The row of cells just north of the river, in the middle of the second row of towns. */
const RIVER_CELL = CELLS_PER_TOWN + 5
/** Riverside strip, half river, half river, riverside strip. */
const RIVER_HEIGHTS = [38, 55, 55, 38]
const SPACING = [760, 650, 510, 420, 360, 340, 360, 420, 510, 650, 760]
const CLASSES: EdgeClass[] = [
  'tertiary',
  'residential',
  'secondary',
  'tertiary',
  'tertiary',
  'primary',
  'tertiary',
  'secondary',
  'tertiary',
  'secondary',
  'residential',
]
const RAIL_COLUMN = 2 * CELLS_PER_TOWN + 6
const LAKE_COLUMN = 2 * CELLS_PER_TOWN + 1

export type CountyLines = {
  columns: LatticeLine[]
  rows: LatticeLine[]
  /** First of the four rows of river cells. */
  riverRow: number
  lakeColumns: [from: number, to: number]
  lake: LakeBox
}

/** Counties lie side by side along the river; the lake and the railway are in the first. */
export function countyLines(seed: number, counties: number): CountyLines {
  const names = lineNames(seed)
  const across = TOWNS_ACROSS * CELLS_PER_TOWN * counties
  const columns = spacedLines(repeatSpacing(across), 0).map(
    (at, k): LatticeLine => ({ at, ...lineClass(k, across), name: suffixed(names(), '路 Road') }),
  )
  columns[RAIL_COLUMN] = {
    at: columns[RAIL_COLUMN]!.at,
    class: 'rail',
    name: { name: '云泽铁路', nameEn: 'Yunze Railway' },
  }
  for (const column of columns) column.bridge = column.class === 'primary' || column.class === 'secondary'
  const up = TOWNS_ACROSS * CELLS_PER_TOWN
  const plain = repeatSpacing(up)
  const heights = [...plain.slice(0, RIVER_CELL), ...RIVER_HEIGHTS, ...plain.slice(RIVER_CELL)]
  const rows = spacedLines(heights, RIVER_CELL + 2).map((at, k): LatticeLine => {
    const river = k - RIVER_CELL
    if (river > 0 && river < 4) return { at, class: river === 2 ? 'none' : 'bank' }
    if (river === 0 || river === 4) return { at, class: 'tertiary', name: riverside(river) }
    return { at, ...lineClass(river < 0 ? k : k - 4, up), name: suffixed(names(), '街 Street') }
  })
  const lakeColumns: [number, number] = [LAKE_COLUMN, LAKE_COLUMN + 2]
  const lake = {
    left: columns[lakeColumns[0]]!.at,
    right: columns[lakeColumns[1]]!.at,
    bottom: rows[RIVER_CELL - 1]!.at,
    top: rows[RIVER_CELL + 5]!.at,
  }
  return { columns, rows, riverRow: RIVER_CELL, lakeColumns, lake }
}

function repeatSpacing(count: number): number[] {
  return Array.from({ length: count }, (_, k) => SPACING[k % CELLS_PER_TOWN]!)
}

/** Running sums, moved so that line `origin` lies at 0. */
function spacedLines(spacings: number[], origin: number): number[] {
  const lines = [0]
  for (const spacing of spacings) lines.push(lines.at(-1)! + spacing)
  return lines.map((at) => at - lines[origin]!)
}

function lineClass(k: number, last: number): { class: EdgeClass } {
  return { class: k === 0 || k === last ? 'none' : CLASSES[k % CELLS_PER_TOWN]! }
}

function lineNames(seed: number): () => Name {
  const roots = shuffled(seededRandom(seed, 'roads'), [...roadRoots, ...areaRoots])
  let next = 0
  return () => roots[next++ % roots.length]!
}

function suffixed(root: Name, suffix: string): Name {
  const [name, nameEn] = suffix.split(' ')
  return { name: root.name + name, nameEn: `${root.nameEn} ${nameEn}` }
}

function riverside(side: number): Name {
  return side === 0
    ? { name: '滨江南路', nameEn: 'South Riverside Road' }
    : { name: '滨江北路', nameEn: 'North Riverside Road' }
}
