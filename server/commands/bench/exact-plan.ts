import type { Highs, ModelData } from 'highs'
import { enumerateZones } from '../../algorithms/partition/enumerate-zones.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { DomainError } from '../../platform/errors.ts'
import type { BenchCase } from './bench-case.ts'

export type ExactPlan = {
  /** Zones that could be in a plan; undefined when there are more than the model holds. */
  possibleZones: number | undefined
  /** Least cut edges found, and below which no plan can be; undefined without a plan or a model. */
  cutEdges?: number
  bound?: number
  isOptimal: boolean
  zoneOf?: Int32Array
  seconds: number
}

const [MOST_ZONES, SECONDS] = [60_000, 120]

/**
 * HiGHS, a solver of mixed-integer models, as WebAssembly: loaded only by those who ask for exact rows.
 *
 * @throws DomainError with what to install
 */
export async function loadSolver(): Promise<Highs> {
  try {
    const { default: load } = await import('highs')
    // Its types describe a CommonJS module; of the ES module that Node loads, the loader itself is the default.
    return await (load as unknown as () => Promise<Highs>)()
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `The exact model needs the package highs: ${(error as Error).message}`,
      {
        remedy: 'Install it with "npm install" (not --omit=dev), or leave the exact rows out with --small 0.',
      },
    )
  }
}

/** The plan with the fewest cut edges: of all connected zones inside the band, some that hold each unit exactly once. */
export function solveExactly(highs: Highs, task: BenchCase): ExactPlan {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const { graph, min, max } = task
  const { zones, isComplete } = enumerateZones(graph, { weights: graph.weights, min, max }, MOST_ZONES)
  if (!isComplete) return { possibleZones: undefined, isOptimal: false, seconds: seconds() }
  return highs.withModel(modelOf(task, zones), (model): ExactPlan => {
    // Its presolve compares all pairs of zones: 40 units took 120 s and had no bound yet, without it 6 s.
    model.options.set({ output_flag: false, time_limit: SECONDS, presolve: 'off' })
    model.run()
    const { optimal } = highs.constants.modelStatus
    const isOptimal = model.getModelStatus() === optimal
    const bound = Number(model.info.get('mip_dual_bound'))
    const plan = { possibleZones: zones.length, isOptimal, seconds: seconds() }
    if (!Number.isFinite(bound)) return plan
    const chosen = model.getSolution().colValue
    const zoneOf = new Int32Array(graph.weights.length).fill(-1)
    zones.forEach((units, zone) => {
      if (chosen[zone]! > 0.5) for (const unit of units) zoneOf[unit] = zone
    })
    if (zoneOf.includes(-1)) return { ...plan, bound }
    return { ...plan, bound, cutEdges: model.getObjectiveValue(), zoneOf }
  })
}

/** A column for each zone, costing half its cut edges, for the zone beyond counts them too; a row for each unit, and one for the number of zones. */
function modelOf({ graph, zones: zoneCount }: BenchCase, zones: readonly number[][]): ModelData {
  const unitCount = graph.weights.length
  const starts = new Int32Array(zones.length + 1)
  zones.forEach((units, zone) => {
    starts[zone + 1] = starts[zone]! + units.length + 1
  })
  const size = starts[zones.length]!
  const count = zoneCount ?? 0
  return {
    numCols: zones.length,
    numRows: unitCount + 1,
    colCost: zones.map((units) => cutEdgesOf(graph, new Set(units)) / 2),
    colLower: new Float64Array(zones.length),
    colUpper: new Float64Array(zones.length).fill(1),
    rowLower: [...new Float64Array(unitCount).fill(1), count],
    rowUpper: [...new Float64Array(unitCount).fill(1), zoneCount ?? unitCount],
    matrix: {
      format: 'csc' as const,
      numRows: unitCount + 1,
      numCols: zones.length,
      starts,
      indices: Int32Array.from(zones.flatMap((units) => [...units, unitCount])),
      values: new Float64Array(size).fill(1),
    },
    // 1 = whole numbers.
    integrality: new Int32Array(zones.length).fill(1),
  }
}

function cutEdgesOf({ offsets, neighbours }: UnitGraph, units: ReadonlySet<number>): number {
  let cut = 0
  for (const unit of units)
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++)
      if (!units.has(neighbours[edge]!)) cut++
  return cut
}
