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
import { between, seededRandom } from './random.ts'
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

export type Lattice = {
  columns: LatticeLine[]
  rows: LatticeLine[]
  warp: Warp
  /** Edges that no street follows wander over the land (asked once for each edge). */
  isWild: (kind: 'column' | 'row', i: number, j: number) => boolean
  edges: Map<string, Point[]>
}

const VERTEX_SPACING_METERS = 20
/** How far a wild edge strays, as a share of its length. */
const WANDER_SHARE = 0.07

export function makeLattice(
  columns: LatticeLine[],
  rows: LatticeLine[],
  warp: Warp,
  isWild: Lattice['isWild'],
): Lattice {
  return { columns, rows, warp, isWild, edges: new Map() }
}

/** The polyline along row j from column i to i+1, both ends included. */
export function rowEdge(lattice: Lattice, i: number, j: number): Point[] {
  const [from, to] = [lattice.columns[i]!.at, lattice.columns[i + 1]!.at]
  const v = lattice.rows[j]!.at
  return sharedEdge(lattice, { kind: 'row', i, j, length: to - from }, (share, wander) =>
    lattice.warp(from + share * (to - from), v + wander),
  )
}

/** The polyline along column i from row j to j+1, both ends included. */
export function columnEdge(lattice: Lattice, i: number, j: number): Point[] {
  const [from, to] = [lattice.rows[j]!.at, lattice.rows[j + 1]!.at]
  const u = lattice.columns[i]!.at
  return sharedEdge(lattice, { kind: 'column', i, j, length: to - from }, (share, wander) =>
    lattice.warp(u + wander, from + share * (to - from)),
  )
}

type Edge = { kind: 'column' | 'row'; i: number; j: number; length: number }

function sharedEdge(lattice: Lattice, edge: Edge, at: (share: number, wander: number) => Point): Point[] {
  const key = `${edge.kind}${edge.i},${edge.j}`
  const known = lattice.edges.get(key)
  if (known) return known
  // An even number of pieces, so that the middle is a vertex and streets of both sides can meet there.
  const pieces = Math.max(2, 2 * Math.round(edge.length / VERTEX_SPACING_METERS / 2))
  const wild = lattice.isWild(edge.kind, edge.i, edge.j)
  const random = seededRandom(key)
  const phases = [between(random, 0, 6), between(random, 0, 6), between(random, 0.6, 1.4)] as const
  const points = Array.from({ length: pieces + 1 }, (_, k) => {
    const share = k / pieces
    const wave = Math.sin(7 * share * phases[2] + phases[0]) + 0.28 * Math.sin(13 * share + phases[1])
    return at(share, wild ? WANDER_SHARE * edge.length * Math.sin(Math.PI * share) * wave : 0)
  })
  lattice.edges.set(key, points)
  return points
}
