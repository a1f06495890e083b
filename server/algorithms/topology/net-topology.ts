/** The topology of a net: every boundary between two units is one arc that both use. */
import type { GeometryCollection as GeoJsonCollection, MultiPolygon, Polygon } from 'geojson'
import { topology } from 'topojson-server'
import type {
  MultiPolygon as MultiPolygonArcs,
  Polygon as PolygonArcs,
  Topology,
} from 'topojson-specification'

export type UnitArcs = PolygonArcs | MultiPolygonArcs

/** Not quantized; coordinates are those of the input. */
export type NetTopology = Omit<Topology, 'objects'> & {
  objects: { units: { type: 'GeometryCollection'; geometries: UnitArcs[] } }
}

/**
 * Finds the shared arcs of polygons that tile the ground.
 *
 * @param units polygons whose shared corners are exactly equal (snapped) and noded: no corner of one inside an edge of another
 * @returns one geometry for each unit, in their order. Cost: linear.
 */
export function netTopology(units: readonly (Polygon | MultiPolygon)[]): NetTopology {
  const collection: GeoJsonCollection = { type: 'GeometryCollection', geometries: [...units] }
  // The types of topojson-server lose what kind of geometries went in.
  return topology({ units: collection }) as unknown as NetTopology
}

/** The arcs of a unit's rings, polygon by polygon; `~arc` where the ring runs against the arc. */
export const arcsOfUnit = (geometry: UnitArcs): number[][][] =>
  geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs

/**
 * Who uses each arc.
 *
 * @returns for each arc its one or two users (ordinals); more than two mean that units overlap
 */
export function usersOfArcs(net: NetTopology): number[][] {
  const users: number[][] = net.arcs.map(() => [])
  net.objects.units.geometries.forEach((geometry, unit) => {
    for (const arc of arcsOfUnit(geometry).flat(2)) users[arc < 0 ? ~arc : arc]!.push(unit)
  })
  return users
}
