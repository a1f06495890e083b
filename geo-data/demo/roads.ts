/** Roads and railways along the lattice's lines, as long as they keep their class; and the streets inside blocks. */

import type { BarrierRecord } from '../records.ts'
import { columnEdgeClass, type LatticeEdge, rowEdgeClass } from './cell-ring.ts'
import { lineGeometry, type Point } from './frame.ts'
import { columnEdge, type EdgeClass, rowEdge } from './lattice.ts'
import type { Name } from './names.ts'
import { cellAt, cellsAcross, cellsUp, type RegionPlan } from './region-plan.ts'

type Piece = { edge: LatticeEdge; points: Point[]; owner: number }

/** The barriers along lattice lines that belong to a town: an edge belongs to the town with the lower number beside it. */
export function* latticeRoads(plan: RegionPlan, town: number): Generator<BarrierRecord> {
  const { columns, rows } = plan.lattice
  for (let i = 0; i < columns.length; i++) {
    const pieces = Array.from({ length: cellsUp(plan) }, (_, j) =>
      piece(plan, columnEdgeClass(plan, i, j), () => columnEdge(plan.lattice, i, j), [
        cellAt(plan, i - 1, j),
        cellAt(plan, i, j),
      ]),
    )
    yield* joinPieces(pieces, town, `${plan.towns[town]!.code}-c${i}`, columns[i]!.name)
  }
  for (let j = 0; j < rows.length; j++) {
    const pieces = Array.from({ length: cellsAcross(plan) }, (_, i) =>
      piece(plan, rowEdgeClass(plan, i, j), () => rowEdge(plan.lattice, i, j), [
        cellAt(plan, i, j - 1),
        cellAt(plan, i, j),
      ]),
    )
    yield* joinPieces(pieces, town, `${plan.towns[town]!.code}-r${j}`, rows[j]!.name)
  }
}

function piece(
  plan: RegionPlan,
  edge: LatticeEdge | undefined,
  points: () => Point[],
  cells: number[],
): Piece | undefined {
  if (!edge || edge.class === 'none' || edge.class === 'bank') return undefined
  const owners = cells.map((cell) => plan.townOf[cell] ?? -1).filter((owner) => owner >= 0)
  return { edge, points: points(), owner: Math.min(...owners) }
}

/** Runs of pieces of one town, class and bridge become one record each. */
function* joinPieces(
  pieces: (Piece | undefined)[],
  town: number,
  id: string,
  name?: Name,
): Generator<BarrierRecord> {
  let run: Point[] = []
  let edge: LatticeEdge | undefined
  let number = 0
  for (const next of [...pieces, undefined]) {
    const own = next && next.owner === town ? next : undefined
    if (own && edge && own.edge.class === edge.class && own.edge.bridge === edge.bridge) {
      run.push(...own.points.slice(1))
      continue
    }
    if (edge) yield roadRecord(`${id}-${number++}`, edge.class, run, { name, bridge: edge.bridge })
    run = own ? [...own.points] : []
    edge = own?.edge
  }
}

export function roadRecord(
  sourceId: string,
  edgeClass: EdgeClass,
  points: readonly Point[],
  more: { name?: Name | undefined; bridge?: boolean },
): BarrierRecord {
  const kind = edgeClass === 'canal' ? 'water' : edgeClass === 'rail' ? 'rail' : 'road'
  const named = edgeClass !== 'path' && edgeClass !== 'canal' ? more.name : undefined
  return {
    layer: 'barriers',
    sourceId,
    kind,
    class: edgeClass,
    ...named,
    ...(more.bridge ? { bridge: true } : {}),
    geometry: lineGeometry(points),
  }
}
