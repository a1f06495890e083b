import type { BenchCase } from '../../../../server/commands/bench/bench-case.ts'
import { aUnitGrid, type UnitGridOptions } from '../../../support/unit-grid.ts'

/** Squares in rows as a case, without files. */
export function aBenchCase(
  grid: UnitGridOptions,
  band: Partial<BenchCase> & { min: number; max: number },
): BenchCase {
  const graph = aUnitGrid(grid)
  const unitIds = grid.weights.map((_, unit) => `u${unit}`)
  return { name: 'squares', unitsPath: '', adjacencyPath: '', unitIds, graph, measure: 'length', ...band }
}
