import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { polsbyPopper } from '../../algorithms/partition/objective.ts'
import type { PartitionResult } from '../../algorithms/partition/partition-units.ts'
import { dissolveZones } from '../../algorithms/topology/dissolve-zones.ts'
import type { UnitTopology } from '../../algorithms/topology/unit-topology.ts'

/** A field that is balanced and its value in each unit. */
export type FieldValues = { field: string; values: readonly number[] }

export type Tier = { tier: 'grid' | 'micro'; plan: PartitionResult; zoneNames: readonly string[] }

/** The zones of each tier as polygons from the units' common arcs, with their figures; several weights as `weight_<field>`. */
export function gridFeatures(
  topology: UnitTopology,
  tiers: readonly Tier[],
  weights: readonly FieldValues[] = [],
): FeatureCollection<MultiPolygon | null> {
  const features = tiers.flatMap((tier) => {
    const sums = sumFields(weights, tier.plan)
    return tierFeatures(topology, tier).map((feature, zone) => ({
      ...feature,
      properties: { ...feature.properties, ...sums[zone] },
    }))
  })
  return { type: 'FeatureCollection', features }
}

/** What each zone weighs in each field. */
function sumFields(weights: readonly FieldValues[], plan: PartitionResult): Record<string, number>[] {
  const sums = Array.from({ length: plan.zoneCount }, (): Record<string, number> => ({}))
  for (const { field, values } of weights)
    plan.zoneOfUnit.forEach((zone, unit) => {
      const name = `weight_${field}`
      sums[zone]![name] = (sums[zone]![name] ?? 0) + values[unit]!
    })
  return sums
}

function tierFeatures(
  topology: UnitTopology,
  { tier, plan, zoneNames }: Tier,
): Feature<MultiPolygon | null>[] {
  const unitCounts = new Int32Array(plan.zoneCount)
  for (const zone of plan.zoneOfUnit) unitCounts[zone]! += 1
  const outside = new Map(plan.exceptions.map(({ zone, reason }) => [zone, reason]))
  return dissolveZones(topology, plan.zoneOfUnit, plan.zoneCount).map((outline, zone) => {
    const area = plan.zoneAreasSquareMeters[zone]!
    const perimeter = plan.zonePerimetersMeters[zone]!
    return {
      type: 'Feature',
      id: zoneNames[zone]!,
      properties: {
        zone: zoneNames[zone],
        tier,
        weight: plan.zoneWeights[zone],
        units: unitCounts[zone],
        area_m2: Math.round(area * 10) / 10,
        perimeter_m: Math.round(perimeter * 10) / 10,
        polsby_popper: Number(polsbyPopper(area, perimeter).toFixed(4)),
        within_bounds: !outside.has(zone),
        exception: outside.get(zone) ?? null,
      },
      geometry: outline.coordinates.length > 0 ? outline : null,
    }
  })
}
