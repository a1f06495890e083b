/**
 * The mesh everything hangs on: columns and rows of lines bent over the land. Every border, street and bank between two
 * cells is one shared polyline, made the same from either side; so areas tile and nest exactly.
 *
 *      j+1 ──────────────  row j+1         cell (i, j) lies between columns i, i+1 and rows j, j+1;
 *           │  cell i,j │                  rows count northwards, columns eastwards
 *      j   ──────────────  row j
 *        column i    column i+1
 */
import type { Point } from './frame.ts'
import type { Name } from './names.ts'
import type { Warp } from './warp.ts'

/** What runs along a line, from strong to weak. */
export type EdgeClass =
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'service'
  | 'lane'
  | 'path'
  | 'rail'
  | 'bank'
  | 'canal'
  | 'none'

export type LatticeLine = { at: number; class: EdgeClass; name?: Name; bridge?: boolean }

export type Lattice = { columns: LatticeLine[]; rows: LatticeLine[]; warp: Warp; edges: Map<string, Point[]> }

const VERTEX_SPACING_METERS = 20

export function makeLattice(columns: LatticeLine[], rows: LatticeLine[], warp: Warp): Lattice {
  return { columns, rows, warp, edges: new Map() }
}

export function latticeNode(lattice: Lattice, i: number, j: number): Point {
  return lattice.warp(lattice.columns[i]!.at, lattice.rows[j]!.at)
}

/** The polyline along row j from column i to i+1, both ends included. */
export function rowEdge(lattice: Lattice, i: number, j: number): Point[] {
  const [from, to] = [lattice.columns[i]!.at, lattice.columns[i + 1]!.at]
  const v = lattice.rows[j]!.at
  return sharedEdge(lattice, `r${i},${j}`, to - from, (share) => lattice.warp(from + share * (to - from), v))
}

/** The polyline along column i from row j to j+1, both ends included. */
export function columnEdge(lattice: Lattice, i: number, j: number): Point[] {
  const [from, to] = [lattice.rows[j]!.at, lattice.rows[j + 1]!.at]
  const u = lattice.columns[i]!.at
  return sharedEdge(lattice, `c${i},${j}`, to - from, (share) => lattice.warp(u, from + share * (to - from)))
}

function sharedEdge(
  lattice: Lattice,
  key: string,
  lengthMeters: number,
  at: (share: number) => Point,
): Point[] {
  const known = lattice.edges.get(key)
  if (known) return known
  // An even number of pieces, so that the middle is a vertex and streets of both sides can meet there.
  const pieces = Math.max(2, 2 * Math.round(lengthMeters / VERTEX_SPACING_METERS / 2))
  const points = Array.from({ length: pieces + 1 }, (_, k) => at(k / pieces))
  lattice.edges.set(key, points)
  return points
}
