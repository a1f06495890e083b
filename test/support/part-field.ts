import { chooseObjective } from '../../server/algorithms/partition/objective.ts'
import { priceUnits } from '../../server/algorithms/partition/part-graph.ts'
import type { Band } from '../../server/algorithms/partition/unit-graph.ts'
import { aUnitGrid, type UnitGridOptions } from './unit-grid.ts'

/** A field of square units as one priced part, with the plain objective for zones of 200–400. */
export function aPartField(options: UnitGridOptions, furtherBands: Band[] = []) {
  return {
    graph: priceUnits(aUnitGrid(options), { measure: 'length', barrierDiscount: 0 }),
    objective: chooseObjective({
      min: 200,
      max: 400,
      target: 300,
      prefer: 'compact',
      measure: 'length',
      unitsPerZone: 9,
      furtherBands,
    }),
  }
}
