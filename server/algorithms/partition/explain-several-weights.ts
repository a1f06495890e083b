import type { PocketFacts } from './blame-pockets.ts'
import {
  allBands,
  allWeights,
  isCarrier,
  type PartitionOptions,
  type UnitGraph,
  type ZoneException,
} from './unit-graph.ts'
import type { WeighedBand, ZoneRange } from './zone-counts.ts'

/** What is known of a zone from how it came about. */
export type ZoneOrigin =
  | { kind: 'locked' | 'heavy' | 'water' }
  | ({ kind: 'pocket' } & PocketFacts)
  | PartOrigin

export type PartOrigin = {
  kind: 'part'
  partWeight: number
  range: ZoneRange
  weighed: readonly WeighedBand[]
  /** The zone is the whole part. */
  isWhole: boolean
  /** No plan of the part is inside the band, or with the exact number of zones asked for none leaves less outside. */
  isProven: boolean
  /** With an exact number of zones: the numbers that the weights of the whole map allow. */
  zonesAllowed?: ZoneRange
}

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
    case 'pocket': {
      const { gate, pocketWeight, weightWithPockets } = origin
      return { reason: 'pocket-under-min', unit: gate, pocketWeight, weightWithPockets }
    }
    case 'part':
      return explainPart(origin, asked.weightIndex)
  }
}

/** A unit over the max of one weight stands alone; for that it may be under the min of another. */
function explainHeavyUnit(graph: UnitGraph, { zone, zoneOf, weightIndex, bands }: Asked): Reason {
  const weights = allWeights(graph)
  const isOver = (unit: number, index: number) => weights[index]![unit]! > bands[index]!.max
  const unit = zoneOf.findIndex(
    (each, index) =>
      each === zone && isCarrier(graph, index) && bands.some((_, weight) => isOver(index, weight)),
  )
  const heaviestIndex = isOver(unit, weightIndex)
    ? weightIndex
    : bands.findIndex((_, index) => isOver(unit, index))
  const pieces = bands.map(({ max }, index) => Math.ceil(weights[index]![unit]! / max))
  return { reason: 'unit-over-max', unit, heaviestIndex, piecesNeeded: Math.max(...pieces) }
}

/** No number of zones fits the weight itself, or none fits it together with another weight; else a plan may exist. */
function explainPart({ weighed, isWhole, isProven, zonesAllowed }: PartOrigin, weightIndex: number): Reason {
  const { weight: partWeight, band, range } = weighed[weightIndex]!
  if (isWhole && partWeight < band.min) return { reason: 'part-under-min', partWeight }
  const counts = { partWeight, fewestZones: range.fewest, mostZones: range.most }
  if (range.fewest > range.most) return { reason: 'part-infeasible', ...counts }
  const rival = weighed.findIndex(({ range: other }) => isApart(range, other))
  if (rival === -1) return { reason: isProven ? provenReason(zonesAllowed) : 'not-found', ...counts }
  const { weight, range: other } = weighed[rival]!
  const conflict = {
    weightIndex: rival,
    partWeight: weight,
    fewestZones: other.fewest,
    mostZones: other.most,
  }
  return { reason: 'part-infeasible', ...counts, conflict }
}

/** With an exact number of zones only that number was looked at. */
function provenReason(zonesAllowed: PartOrigin['zonesAllowed']) {
  return zonesAllowed ? 'zones-infeasible' : 'no-plan-exists'
}

/** True when no number of zones fits both weights. */
function isApart(one: WeighedBand['range'], other: WeighedBand['range']): boolean {
  return one.fewest > other.most || other.fewest > one.most
}
