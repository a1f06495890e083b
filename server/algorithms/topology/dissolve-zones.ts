import type { MultiPolygon } from 'geojson'
import { feature, mergeArcs } from 'topojson-client'
import type { MultiPolygon as ArcMultiPolygon, Polygon as ArcPolygon } from 'topojson-specification'
import type { UnitTopology } from './unit-topology.ts'

/**
 * The outline of each zone, from the arcs its units share: no gap and no overlap between zones can arise.
 *
 * @param topology  of n units, as buildUnitTopology gives it
 * @param zoneOf    zone of each unit, 0…zoneCount−1; length n
 * @returns         one MultiPolygon for each zone, without polygons when its units have no geometry
 *
 * O(arcs).
 */
export function dissolveZones(topology: UnitTopology, zoneOf: Int32Array, zoneCount: number): MultiPolygon[] {
  const members = Array.from({ length: zoneCount }, (): (ArcPolygon | ArcMultiPolygon)[] => [])
  topology.objects.units.geometries.forEach((geometry, unit) => {
    if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon')
      members[zoneOf[unit]!]!.push(geometry)
  })
  return members.map((units) => feature(topology, mergeArcs(topology, units)).geometry as MultiPolygon)
}
