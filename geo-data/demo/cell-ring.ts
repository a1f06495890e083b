/** The blocks between lattice lines: what runs along each side of a cell, and the cell's ring. */
import type { Point } from './frame.ts'
import { columnEdge, type EdgeClass, rowEdge } from './lattice.ts'
import { seededRandom } from './random.ts'
import { cellAt, cellsAcross, type RegionPlan, type Zone } from './region-plan.ts'
import { type Ring, ringArea } from './ring.ts'

export type LatticeEdge = { class: EdgeClass; bridge: boolean }

/** Column edge (i, j): between the cells (i-1, j) and (i, j). Undefined where there is no edge at all. */
export function columnEdgeClass(plan: RegionPlan, i: number, j: number): LatticeEdge | undefined {
  return edgeBetween(plan, cellAt(plan, i - 1, j), cellAt(plan, i, j), 'column', i, j)
}

/** Row edge (i, j): between the cells (i, j-1) and (i, j). */
export function rowEdgeClass(plan: RegionPlan, i: number, j: number): LatticeEdge | undefined {
  return edgeBetween(plan, cellAt(plan, i, j - 1), cellAt(plan, i, j), 'row', i, j)
}

function edgeBetween(
  plan: RegionPlan,
  first: number,
  second: number,
  kind: 'column' | 'row',
  i: number,
  j: number,
): LatticeEdge | undefined {
  const zones = [plan.zones[first], plan.zones[second]]
  if (zones.every((zone) => zone === undefined) || zones.every((zone) => zone === 'lake')) return undefined
  const line = kind === 'column' ? plan.lattice.columns[i]! : plan.lattice.rows[j]!
  if (zones.includes(undefined)) return { class: line.class === 'bank' ? 'bank' : 'none', bridge: false }
  const crossesRiver = kind === 'column' && (zones.includes('water') || zones.includes('green'))
  if (crossesRiver && line.class !== 'rail' && !line.bridge) return { class: 'none', bridge: false }
  if (crossesRiver) return { class: line.class, bridge: true }
  return { class: thinnedClass(plan.seed, line.class, zones, `${kind}${i},${j}`), bridge: false }
}

/** Between fields a minor road is a track or nothing. */
function thinnedClass(
  seed: number,
  lineClass: EdgeClass,
  zones: (Zone | undefined)[],
  key: string,
): EdgeClass {
  const minor = lineClass === 'tertiary' || lineClass === 'residential'
  if (!minor || zones.some((zone) => zone !== 'fields' && zone !== 'green')) return lineClass
  return seededRandom(seed, key)() < 0.55 ? 'path' : 'none'
}

/** Wild is what neither a street nor water follows. */
export function isWildEdge(plan: RegionPlan, kind: 'column' | 'row', i: number, j: number): boolean {
  const [first, second] =
    kind === 'column'
      ? [cellAt(plan, i - 1, j), cellAt(plan, i, j)]
      : [cellAt(plan, i, j - 1), cellAt(plan, i, j)]
  const zones = [plan.zones[first], plan.zones[second]]
  if (zones.includes('water') || zones.includes('green') || zones.includes('lake')) return false
  const edge = edgeBetween(plan, first, second, kind, i, j)
  return edge?.class === 'none' || edge?.class === 'path'
}

/** The cell's ring, counter-clockwise from its south-west corner. */
export function cellRing(plan: RegionPlan, cell: number): Ring {
  const i = cell % cellsAcross(plan)
  const j = Math.floor(cell / cellsAcross(plan))
  const { lattice } = plan
  const sides: [Point[], EdgeClass | undefined][] = [
    [rowEdge(lattice, i, j), rowEdgeClass(plan, i, j)?.class],
    [columnEdge(lattice, i + 1, j), columnEdgeClass(plan, i + 1, j)?.class],
    [[...rowEdge(lattice, i, j + 1)].reverse(), rowEdgeClass(plan, i, j + 1)?.class],
    [[...columnEdge(lattice, i, j)].reverse(), columnEdgeClass(plan, i, j)?.class],
  ]
  return {
    points: sides.flatMap(([points]) => points.slice(0, -1)),
    edges: sides.flatMap(([points, edgeClass]) => points.slice(1).map(() => edgeClass ?? 'none')),
  }
}

export function cellArea(plan: RegionPlan, cell: number): number {
  return ringArea(cellRing(plan, cell).points)
}
