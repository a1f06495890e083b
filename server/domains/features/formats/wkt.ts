import type { Geometry, Position } from 'geojson'

/** A geometry as well-known text, two ordinates a position. */
export function wktOf(geometry: Geometry): string {
  if (geometry.type === 'GeometryCollection')
    return `GEOMETRYCOLLECTION ${geometry.geometries.length ? `(${geometry.geometries.map(wktOf).join(', ')})` : 'EMPTY'}`
  const name = geometry.type.toUpperCase()
  if (geometry.coordinates.length === 0) return `${name} EMPTY`
  return geometry.type === 'Point'
    ? `${name} (${positionText(geometry.coordinates)})`
    : `${name} ${nestedText(geometry.coordinates)}`
}

type Nested = Position | Nested[]

const positionText = (position: Position) => `${position[0]} ${position[1]}`

function nestedText(coordinates: readonly Nested[]): string {
  const parts = coordinates.map((inner) =>
    typeof inner[0] === 'number' ? positionText(inner as Position) : nestedText(inner as Nested[]),
  )
  return `(${parts.join(', ')})`
}
