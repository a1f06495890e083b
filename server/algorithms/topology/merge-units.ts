import type { MultiPolygon } from 'geojson'
import { feature, mergeArcs } from 'topojson-client'
import type { MultiPolygon as MultiArcs, Polygon, Topology } from 'topojson-specification'

/**
 * The union of some units of a net, made of their shared arcs: never by clipping polygons, so neighbours keep
 * exactly the same vertices and no sliver can appear.
 *
 *     ┌───┬───┐      ┌───────┐
 *     │ 0 │ 1 │  →   │  0+1  │
 *     └───┴───┘      └───────┘
 *
 * @param topology TopoJSON, not quantized; object "units" holds one polygon for each unit
 * @param units    positions of the units in that object
 * @returns        a MultiPolygon; a ring that touches itself in a node stays one ring (OGC wants two: repair on storing)
 * @throws RangeError when a unit is not in the topology
 *
 * O(arcs of the units). Source: topojson-client `mergeArcs`.
 */
export function mergeUnits(topology: Topology, units: readonly number[]): MultiPolygon {
  const object = topology.objects.units
  const all = object?.type === 'GeometryCollection' ? object.geometries : []
  const chosen = units.map((unit) => {
    const geometry = all[unit]
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon')
      throw new RangeError(`Unit ${unit} is not one of the ${all.length} units of the topology.`)
    return geometry as Polygon | MultiArcs
  })
  return feature(topology, mergeArcs(topology, chosen)).geometry
}
