import type { Position } from 'geojson'
import { segmentMeters } from '../geometry/ellipsoid-measures.ts'
import type { BarrierIndex } from './barrier-index.ts'
import { type NetTopology, usersOfArcs } from './net-topology.ts'

/** Two units (by ordinal, a < b) that share an edge. */
export type Neighbours = {
  a: number
  b: number
  /** Along the ellipsoid. */
  sharedMeters: number
  /** What runs along the edge; null where nothing does. */
  barrierClass: string | null
}

/**
 * Finds the pairs of units with a common edge (touching in a point is not enough), its length, and the barrier it follows:
 * the strongest class that covers at least half of the edge, else the class that covers most of it, `null` meaning no barrier.
 *
 * @param strength of a class, 0…1
 * @returns sorted by a, then b. Cost: O(vertices × log barriers).
 */
export function findNeighbours(
  net: NetTopology,
  barriers: BarrierIndex,
  strength: (barrierClass: string) => number,
): Neighbours[] {
  const edges = new Map<string, { a: number; b: number; metersByClass: Map<string | null, number> }>()
  usersOfArcs(net).forEach((users, arc) => {
    const [first, second] = users
    if (first === undefined || second === undefined || first === second) return
    const [a, b] = first < second ? [first, second] : [second, first]
    const key = `${a} ${b}`
    const edge = edges.get(key) ?? { a, b, metersByClass: new Map() }
    edges.set(key, edge)
    addMeters(edge.metersByClass, net.arcs[arc] as Position[], barriers)
  })
  return [...edges.values()]
    .map(({ a, b, metersByClass }) => ({
      a,
      b,
      sharedMeters: [...metersByClass.values()].reduce((sum, meters) => sum + meters, 0),
      barrierClass: prevailingClass(metersByClass, strength),
    }))
    .sort((p, q) => p.a - q.a || p.b - q.b)
}

function addMeters(metersByClass: Map<string | null, number>, arc: Position[], barriers: BarrierIndex) {
  for (let i = 1; i < arc.length; i++) {
    const barrierClass = barriers.classAt(arc[i - 1]!, arc[i]!) ?? null
    metersByClass.set(
      barrierClass,
      (metersByClass.get(barrierClass) ?? 0) + segmentMeters(arc[i - 1]!, arc[i]!),
    )
  }
}

function prevailingClass(
  metersByClass: Map<string | null, number>,
  strength: (barrierClass: string) => number,
): string | null {
  const total = [...metersByClass.values()].reduce((sum, meters) => sum + meters, 0)
  const classes = [...metersByClass].map(([barrierClass, meters]) => ({
    barrierClass,
    meters,
    // Only what covers half of the edge competes by strength.
    strength: meters < total / 2 ? -1 : barrierClass === null ? 0 : strength(barrierClass),
  }))
  classes.sort((p, q) => q.strength - p.strength || q.meters - p.meters)
  return classes[0]?.barrierClass ?? null
}
