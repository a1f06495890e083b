import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { polsbyPopper } from '../../algorithms/partition/objective.ts'
import type { PartitionResult } from '../../algorithms/partition/partition-units.ts'
import { dissolveZones } from '../../algorithms/topology/dissolve-zones.ts'
import type { UnitTopology } from '../../algorithms/topology/unit-topology.ts'

export type Tier = { tier: 'grid' | 'micro'; plan: PartitionResult; zoneNames: readonly string[] }

/** The zones of each tier as polygons from the units' common arcs, with their figures. */
export function gridFeatures(
  topology: UnitTopology,
  tiers: readonly Tier[],
): FeatureCollection<MultiPolygon | null> {
  return { type: 'FeatureCollection', features: tiers.flatMap((tier) => tierFeatures(topology, tier)) }
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
