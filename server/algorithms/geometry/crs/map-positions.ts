import type { Geometry, Position } from 'geojson'

/**
 * The geometry with every position replaced.
 * @param geometry any GeoJSON geometry
 * @param replace what stands in for a position; it sees each once, in the order of the text
 * @returns a new geometry of the same kind; the given one is left as it was
 * Cost: linear in vertices.
 */
export function mapPositions<G extends Geometry>(geometry: G, replace: (position: Position) => Position): G {
  if (geometry.type === 'GeometryCollection')
    return { ...geometry, geometries: geometry.geometries.map((inner) => mapPositions(inner, replace)) }
  return { ...geometry, coordinates: mapNested(geometry.coordinates, replace) }
}

type Nested = Position | Nested[]

/** An array of numbers is a position; any other holds arrays. */
function mapNested(coordinates: Nested, replace: (position: Position) => Position): Nested {
  if (coordinates.length === 0) return coordinates
  if (typeof coordinates[0] === 'number') return replace(coordinates as Position)
  return (coordinates as Nested[]).map((inner) => mapNested(inner, replace))
}
