import type { UnitGraph } from './unit-graph.ts'

/**
 * Share of its price that a boundary costs more for each plan that has it already. Measured in decision 0012: enough that
 * a search does not end in the same plan again, little enough that the plan stays about as good.
 */
const SURCHARGE = 0.2

/**
 * What each edge's price is multiplied by, so that a plan differs from others: boundaries of theirs cost more, but for
 * those of today's zones, which a plan that changes little must keep.
 *
 * @param avoided zone of each unit in the plans to differ from; each of length n
 * @param current zone of each unit today, −1 = none
 * @returns       a factor ≥ 1 for each directed edge; length 2e
 *
 * O(e · plans).
 */
export function avoidBoundaries(
  { offsets, neighbours }: Pick<UnitGraph, 'offsets' | 'neighbours'>,
  avoided: readonly Int32Array[],
  current: Int32Array | undefined,
): Float64Array {
  const factors = new Float64Array(neighbours.length).fill(1)
  for (let unit = 0; unit + 1 < offsets.length; unit++)
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
      const next = neighbours[edge]!
      if (current && current[unit] !== current[next]) continue
      for (const zoneOf of avoided) if (zoneOf[unit] !== zoneOf[next]) factors[edge]! += SURCHARGE
    }
  return factors
}
