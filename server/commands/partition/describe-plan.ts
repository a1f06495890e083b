import type { PartitionResult, ZoneException } from '../../algorithms/partition/partition-units.ts'

export type PlanNames = {
  zoneNames: readonly string[]
  unitIds: readonly string[]
  min: number
  max: number
  /** Whether there is a plan of today to compare with, and the weight of all units. */
  hasCurrent: boolean
  totalWeight: number
}

/** A zone outside the band, in words. */
export type DescribedException = {
  zone: string
  weight: number
  reason: ZoneException['reason']
  avoidable: boolean
  message: string
  remedy: string
}

/** What `--json` prints for one plan; snake_case by contract. */
export type PlanReport = {
  zones: number
  within_bounds: boolean
  contiguous: boolean
  min: number
  max: number
  mean: number
  max_deviation_percent: number
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
  return plan.exceptions.every(({ reason }) => reason !== 'not-found')
}

/** The report of a plan. Zones are connected by construction; the figure says so for scripts that ask. */
export function describePlan(plan: PartitionResult, names: PlanNames): PlanReport {
  const { metrics } = plan
  const share = (weight: number) => (names.totalWeight > 0 ? round((weight / names.totalWeight) * 100, 3) : 0)
  return {
    zones: plan.zoneCount,
    within_bounds: holdsBand(plan),
    contiguous: true,
    min: metrics.minWeight,
    max: metrics.maxWeight,
    mean: round(metrics.meanWeight, 2),
    max_deviation_percent: round(metrics.maxDeviationShare * 100, 3),
    cut_edges: metrics.cutEdges,
    internal_boundary_m: round(metrics.internalBoundaryMeters, 1),
    boundary_on_barriers_percent: round(metrics.boundaryOnBarriersShare * 100, 2),
    polsby_popper_mean: round(metrics.polsbyPopperMean, 4),
    moved_weight_percent: names.hasCurrent ? share(metrics.movedWeight) : null,
    moved_weight_floor_percent: names.hasCurrent ? share(metrics.movedWeightFloor) : null,
    exceptions: plan.exceptions.map((exception) => describeException(exception, names)),
  }
}

function describeException(exception: ZoneException, names: PlanNames): DescribedException {
  const { zone, weight, reason } = exception
  return {
    zone: names.zoneNames[zone]!,
    weight,
    reason,
    avoidable: reason === 'not-found',
    ...sentences(exception, names),
  }
}

function sentences(exception: ZoneException, names: PlanNames): { message: string; remedy: string } {
  const { weight, unit, piecesNeeded, nearestZone, partWeight, fewestZones, mostZones } = exception
  const { min, max } = names
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
          ? `Link it to its neighbour, zone ${nearest}, or accept it.`
          : 'Add a link (an edge of 0 m) to a neighbour, or accept it.',
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

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
