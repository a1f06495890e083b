import type { ZoneOrigin } from './explain-exceptions.ts'
import {
  allBands,
  allWeights,
  type PartitionOptions,
  type UnitGraph,
  type ZoneException,
} from './unit-graph.ts'
import type { WeighedBand } from './zone-counts.ts'

type Explained = Omit<ZoneException, 'nearestZone'>
type Reason = Omit<Explained, 'zone' | 'weight' | 'weightIndex'>
type Asked = { zone: number; weightIndex: number; zoneOf: Int32Array; bands: readonly WeighedBand['band'][] }

/**
 * Lists every zone and weight outside its band, when there are several weights: one entry for each, with its own reason.
 *
 * @param zoneWeights of each weight, by zone
 * @param origins     how each zone came about
 * @returns           in the order of the zones, then of the weights; only `not-found` ones might be avoidable
 *
 * O(zones · weights + n for each unit over max).
 */
export function explainSeveralWeights(
  graph: UnitGraph,
  plan: { zoneOf: Int32Array; zoneWeights: readonly Float64Array[]; origins: readonly ZoneOrigin[] },
  options: Pick<PartitionOptions, 'min' | 'max' | 'furtherBands'>,
): Explained[] {
  const bands = allBands(options)
  return plan.origins.flatMap((origin, zone) =>
    bands.flatMap(({ min, max }, weightIndex): Explained[] => {
      const weight = plan.zoneWeights[weightIndex]![zone]!
      if (weight >= min && weight <= max) return []
      const asked = { zone, weightIndex, zoneOf: plan.zoneOf, bands }
      return [{ zone, weight, weightIndex, ...explain(graph, origin, asked) }]
    }),
  )
}

function explain(graph: UnitGraph, origin: ZoneOrigin, asked: Asked): Reason {
  switch (origin.kind) {
    case 'locked':
      return { reason: 'locked' }
    case 'water':
      return { reason: 'part-under-min' }
    case 'heavy':
      return explainHeavyUnit(graph, asked)
    case 'part':
      return explainPart(origin, asked.weightIndex)
  }
}

/** A unit over the max of one weight stands alone; for that it may be under the min of another. */
function explainHeavyUnit(graph: UnitGraph, { zone, zoneOf, weightIndex, bands }: Asked): Reason {
  const weights = allWeights(graph)
  const isOver = (unit: number, index: number) => weights[index]![unit]! > bands[index]!.max
  const unit = zoneOf.findIndex(
    (each, index) => each === zone && bands.some((_, weight) => isOver(index, weight)),
  )
  const heaviestIndex = isOver(unit, weightIndex)
    ? weightIndex
    : bands.findIndex((_, index) => isOver(unit, index))
  const pieces = bands.map(({ max }, index) => Math.ceil(weights[index]![unit]! / max))
  return { reason: 'unit-over-max', unit, heaviestIndex, piecesNeeded: Math.max(...pieces) }
}

/** No number of zones fits the weight itself, or none fits it together with another weight; else a plan may exist. */
function explainPart(
  { weighed, isWhole }: Extract<ZoneOrigin, { kind: 'part' }>,
  weightIndex: number,
): Reason {
  const { weight: partWeight, band, range } = weighed[weightIndex]!
  if (isWhole && partWeight < band.min) return { reason: 'part-under-min', partWeight }
  const counts = { partWeight, fewestZones: range.fewest, mostZones: range.most }
  if (range.fewest > range.most) return { reason: 'part-infeasible', ...counts }
  const rival = weighed.findIndex(({ range: other }) => isApart(range, other))
  if (rival === -1) return { reason: 'not-found', ...counts }
  const { weight, range: other } = weighed[rival]!
  const conflict = {
    weightIndex: rival,
    partWeight: weight,
    fewestZones: other.fewest,
    mostZones: other.most,
  }
  return { reason: 'part-infeasible', ...counts, conflict }
}

/** True when no number of zones fits both weights. */
function isApart(one: WeighedBand['range'], other: WeighedBand['range']): boolean {
  return one.fewest > other.most || other.fewest > one.most
}
