import { explainSeveralWeights, type PartOrigin, type ZoneOrigin } from './explain-several-weights.ts'
import type { PartitionOptions, UnitGraph, ZoneException } from './unit-graph.ts'

/**
 * Lists every zone outside the band with the reason, as facts.
 *
 * @param zoneWeights weight of each zone
 * @param furtherZoneWeights the same for each further weight
 * @param origins     how each zone came about
 * @returns           exceptions in the order of the zones; only `not-found` ones might be avoidable
 *
 * O(zones + e).
 */
export function explainExceptions(
  graph: UnitGraph,
  {
    zoneOf,
    zoneWeights,
    furtherZoneWeights = [],
    origins,
  }: {
    zoneOf: Int32Array
    zoneWeights: Float64Array
    furtherZoneWeights?: readonly Float64Array[]
    origins: readonly ZoneOrigin[]
  },
  band: Pick<PartitionOptions, 'min' | 'max' | 'furtherBands'>,
): ZoneException[] {
  if (furtherZoneWeights.length > 0) {
    const plan = { zoneOf, zoneWeights: [zoneWeights, ...furtherZoneWeights], origins }
    return explainSeveralWeights(graph, plan, band).map((exception) => ({
      ...exception,
      ...nearestOf(graph, zoneOf, exception.zone),
    }))
  }
  const exceptions: ZoneException[] = []
  zoneWeights.forEach((weight, zone) => {
    if (weight >= band.min && weight <= band.max) return
    exceptions.push({
      zone,
      weight,
      ...explain(graph, { zoneOf, zone, origin: origins[zone]! }, band),
      ...nearestOf(graph, zoneOf, zone),
    })
  })
  return exceptions
}

function explain(
  graph: UnitGraph,
  { zoneOf, zone, origin }: { zoneOf: Int32Array; zone: number; origin: ZoneOrigin },
  { min, max }: Pick<PartitionOptions, 'min' | 'max'>,
): Omit<ZoneException, 'zone' | 'weight' | 'nearestZone'> {
  if (origin.kind === 'part') return explainPartZone(origin, min)
  if (origin.kind === 'pocket') {
    const { gate, pocketWeight, weightWithPockets } = origin
    return { reason: 'pocket-under-min', unit: gate, pocketWeight, weightWithPockets }
  }
  if (origin.kind === 'locked') return { reason: 'locked' }
  if (origin.kind === 'water') return { reason: 'part-under-min' }
  const unit = graph.weights.findIndex((weight, index) => zoneOf[index] === zone && weight > max)
  return { reason: 'unit-over-max', unit, piecesNeeded: Math.ceil(graph.weights[unit]! / max) }
}

function explainPartZone({ partWeight, range, isWhole, isProven, zonesAllowed }: PartOrigin, min: number) {
  if (isWhole && partWeight < min) return { reason: 'part-under-min' as const, partWeight }
  const ofPart = { partWeight, fewestZones: range.fewest, mostZones: range.most }
  if (range.fewest > range.most) return { reason: 'part-infeasible' as const, ...ofPart }
  if (!isProven) return { reason: 'not-found' as const, ...ofPart }
  if (!zonesAllowed) return { reason: 'no-plan-exists' as const, ...ofPart }
  const { fewest, most } = zonesAllowed
  return { reason: 'zones-infeasible' as const, partWeight, fewestZones: fewest, mostZones: most }
}

function nearestOf(graph: UnitGraph, zoneOf: Int32Array, zone: number): { nearestZone?: number } {
  const nearestZone = nearestZoneOf(graph, zoneOf, zone)
  return nearestZone === -1 ? {} : { nearestZone }
}

/** The zone across the longest common boundary of any kind, −1 when the zone stands alone. */
function nearestZoneOf(graph: UnitGraph, zoneOf: Int32Array, zone: number): number {
  const shared = new Map<number, number>()
  for (let unit = 0; unit < zoneOf.length; unit++) {
    if (zoneOf[unit] !== zone) continue
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
      const other = zoneOf[graph.neighbours[edge]!]!
      if (other !== zone) shared.set(other, (shared.get(other) ?? 0) + graph.sharedMeters[edge]!)
    }
  }
  let best = -1
  for (const [other, meters] of shared) {
    const lead = best === -1 ? 1 : meters - shared.get(best)!
    if (lead > 0 || (lead === 0 && other < best)) best = other
  }
  return best
}
