import type {
  PartitionResult,
  WeightSpread,
  ZoneException,
} from '../../algorithms/partition/partition-units.ts'
import { sentencesOfProof } from './describe-proofs.ts'
import { sentencesOfSeveralWeights } from './describe-several-weights.ts'
import type { PlanNames } from './name-zones.ts'

/** A zone outside the band, in words. */
export type DescribedException = {
  zone: string
  /** Which weight is outside its band. */
  field: string
  weight: number
  reason: ZoneException['reason']
  avoidable: boolean
  message: string
  remedy: string
}

type SpreadReport = { min: number; max: number; mean: number; max_deviation_percent: number }

/** What `--json` prints for one plan; snake_case by contract. The figures at the top are the first weight's. */
export type PlanReport = SpreadReport & {
  zones: number
  within_bounds: boolean
  contiguous: boolean
  weights: ({ field: string; lower: number; upper: number } & SpreadReport)[]
  cut_edges: number
  internal_boundary_m: number
  boundary_on_barriers_percent: number
  polsby_popper_mean: number
  moved_weight_percent: number | null
  moved_weight_floor_percent: number | null
  exceptions: DescribedException[]
}

/** True when every zone outside the band is one that no plan could avoid. */
export function holdsBand(plan: PartitionResult): boolean {
  return !plan.exceptions.some(isAvoidable)
}

/** A plan may exist that was not found, or would with another number of zones than the one asked for. */
function isAvoidable({ reason }: ZoneException): boolean {
  return reason === 'not-found' || reason === 'zones-infeasible'
}

/** The report of a plan. Zones are connected by construction; the figure says so for scripts that ask. */
export function describePlan(plan: PartitionResult, names: PlanNames): PlanReport {
  const { metrics } = plan
  const share = (weight: number) => (names.totalWeight > 0 ? round((weight / names.totalWeight) * 100, 3) : 0)
  return {
    zones: plan.zoneCount,
    within_bounds: holdsBand(plan),
    contiguous: true,
    ...describeSpread(metrics),
    cut_edges: metrics.cutEdges,
    internal_boundary_m: round(metrics.internalBoundaryMeters, 1),
    boundary_on_barriers_percent: round(metrics.boundaryOnBarriersShare * 100, 2),
    polsby_popper_mean: round(metrics.polsbyPopperMean, 4),
    moved_weight_percent: names.hasCurrent ? share(metrics.movedWeight) : null,
    moved_weight_floor_percent: names.hasCurrent ? share(metrics.movedWeightFloor) : null,
    weights: [metrics, ...metrics.furtherSpreads].map((spread, index) => {
      const { field, min, max } = names.weights[index]!
      return { field, lower: min, upper: max, ...describeSpread(spread) }
    }),
    exceptions: plan.exceptions.map((exception) => describeException(exception, names)),
  }
}

function describeSpread({ minWeight, maxWeight, meanWeight, maxDeviationShare }: WeightSpread): SpreadReport {
  return {
    min: minWeight,
    max: maxWeight,
    mean: round(meanWeight, 2),
    max_deviation_percent: round(maxDeviationShare * 100, 3),
  }
}

/** Sums of fractions carry rounding in their last digits, which nobody wants to read. */
function withReadableWeights(exception: ZoneException): ZoneException {
  const readable = { ...exception }
  for (const name of ['weight', 'partWeight', 'pocketWeight', 'weightWithPockets'] as const) {
    const weight = readable[name]
    if (weight !== undefined) readable[name] = Number(weight.toPrecision(12))
  }
  return readable
}

function describeException(raw: ZoneException, names: PlanNames): DescribedException {
  const exception = withReadableWeights(raw)
  const { zone, weight, reason, weightIndex = 0 } = exception
  return {
    zone: names.zoneNames[zone]!,
    field: names.weights[weightIndex]!.field,
    weight,
    reason,
    avoidable: isAvoidable(exception),
    ...(sentencesOfSeveralWeights(exception, names) ??
      sentencesOfProof(exception, names) ??
      sentences(exception, names)),
  }
}

function sentences(exception: ZoneException, names: PlanNames): { message: string; remedy: string } {
  const { unit, piecesNeeded, nearestZone, fewestZones, mostZones, weightIndex = 0 } = exception
  const { field, min, max } = names.weights[weightIndex]!
  const named = (amount: number | undefined) =>
    names.weights.length > 1 ? `${amount} (${field})` : `${amount}`
  const [weight, partWeight] = [named(exception.weight), named(exception.partWeight)]
  const nearest = nearestZone === undefined ? undefined : names.zoneNames[nearestZone]
  switch (exception.reason) {
    case 'unit-over-max':
      return {
        message: `Unit ${names.unitIds[unit!]} alone weighs ${weight}; ${max} is the most.`,
        remedy: `Divide the unit into at least ${piecesNeeded} pieces.`,
      }
    case 'part-under-min':
      return {
        message: `The zone is a whole part of the map and weighs ${weight}; ${min} is the least.`,
        remedy: nearest
          ? `It borders on zone ${nearest} but may not join it (another region or zone, a lock, or a unit over the most): lift that, or accept it.`
          : `${wayToJoin(exception.zone, names)}, or accept it.`,
      }
    case 'part-infeasible':
      return {
        message: `Its part of the map weighs ${partWeight}: ${mostZones} zones of at least ${min} are too many above ${max}, and at most ${max} each needs ${fewestZones}.`,
        remedy: 'Widen the band, or link the part to a neighbour.',
      }
    case 'locked':
      return {
        message: `The zone is locked and weighs ${weight}; the band is ${min}–${max}.`,
        remedy: 'Unlock it.',
      }
    default:
      return {
        message: `The zone weighs ${weight}; the band is ${min}–${max}, and no plan inside it was found.`,
        remedy: 'Try another --seed or more --time, widen the band, or divide the heaviest units.',
      }
  }
}

function wayToJoin(zone: number, { unitIds, nearestOf }: PlanNames): string {
  const pair = nearestOf?.(zone)
  if (!pair) return 'Add a link (an edge of 0 m) to a neighbour'
  return `Add a link (an edge of 0 m) to the nearest neighbour, from unit ${unitIds[pair.from]} to ${unitIds[pair.to]}`
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
