import { Delaunay } from 'd3-delaunay'
import fc from 'fast-check'
import { buildCsrGraph } from '../../server/algorithms/graph/csr-graph.ts'
import type { PartitionOptions, UnitGraph } from '../../server/algorithms/partition/unit-graph.ts'
import { SeededRandom } from '../../server/algorithms/statistics/seeded-random.ts'

export type PlanarWorld = { graph: UnitGraph; options: PartitionOptions }

const BAND = { min: 200, max: 400 }
const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 150 }),
  fc.integer({ min: 1, max: 150 }),
  fc.integer({ min: 150, max: 400 }),
  fc.constantFrom(BAND.min, BAND.max, BAND.max + 1, 5000),
)

/**
 * Random planar maps of few units with everything that is awkward: islands, chains and cut units (edges of a random
 * triangulation are left out), bridges of 0 m, empty and huge units, regions, locked zones, exact numbers of zones.
 */
export function planarWorlds(mostUnits: number, fewestUnits = 1): fc.Arbitrary<PlanarWorld> {
  return fc
    .record({
      weights: fc.array(weight, { minLength: fewestUnits, maxLength: mostUnits }),
      band: fc.constantFrom(BAND, BAND, { min: 290, max: 310 }, { min: 0, max: 400 }, { min: 300, max: 400 }),
      shape: fc.nat(1_000_000),
      density: fc.constantFrom(0.35, 0.6, 0.8, 1),
      regionBorder: fc.option(fc.nat(mostUnits), { nil: undefined }),
      current: fc.option(
        fc.array(fc.integer({ min: -1, max: 3 }), { minLength: mostUnits, maxLength: mostUnits }),
        {
          nil: undefined,
        },
      ),
      locks: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
      zones: fc.option(fc.integer({ min: 1, max: mostUnits }), { nil: undefined }),
      prefer: fc.constantFrom(
        'balance' as const,
        'compact' as const,
        'boundaries' as const,
        'stability' as const,
      ),
      measure: fc.constantFrom('length' as const, 'edges' as const),
      seed: fc.nat(1000),
    })
    .map(({ weights, band, shape, density, regionBorder, current, locks, zones, prefer, measure, seed }) => {
      const regions = weights.map((_, unit) => (unit < regionBorder! ? 0 : 1))
      return {
        graph: {
          ...aPlanarGraph(weights, shape, density),
          ...(regionBorder !== undefined && { regions: Int32Array.from(regions) }),
        },
        options: {
          ...band,
          prefer,
          measure,
          seed,
          effort: 0.01,
          ...(zones !== undefined && { zones }),
          ...(current && { current: Int32Array.from(current.slice(0, weights.length)), lockedZones: locks }),
        },
      }
    })
}

function aPlanarGraph(weights: readonly number[], shape: number, density: number): UnitGraph {
  const random = new SeededRandom(shape)
  const points = weights.map((): [number, number] => [random.next() * 1000, random.next() * 1000])
  const pairs = trianglePairs(points)
    .filter(() => random.next() < density)
    .map(([a, b]) => ({ a, b, meters: random.next() < 0.2 ? 0 : 10 + random.below(90) }))
  const { offsets, neighbours, pairOf } = buildCsrGraph(weights.length, pairs)
  return {
    weights: Float64Array.from(weights),
    areasSquareMeters: new Float64Array(weights.length).fill(10_000),
    perimetersMeters: new Float64Array(weights.length).fill(600),
    offsets,
    neighbours,
    sharedMeters: Float64Array.from(pairOf, (pair) => pairs[pair]!.meters),
    barrierWeights: Float64Array.from(pairOf, (pair) => (pairs[pair]!.a % 3 === 0 ? 1 : 0)),
  }
}

/** Edges of the triangulation; units in a row where there are too few points for one. */
function trianglePairs(points: [number, number][]): [number, number][] {
  if (points.length < 3) return points.slice(1).map((_, unit) => [unit, unit + 1])
  const delaunay = Delaunay.from(points)
  return points.flatMap((_, a) =>
    [...delaunay.neighbors(a)].filter((b) => b > a).map((b): [number, number] => [a, b]),
  )
}
