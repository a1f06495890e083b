import type { Geometry, Position } from 'geojson'
import { checkGeometry } from '../geometry/check-geometry.ts'
import { findCrossing, MOST_PAIRS } from '../geometry/find-crossing.ts'
import type { Expression } from './expression.ts'
import { FilterProblem, MOST_VERTICES } from './filter-limits.ts'

/**
 * A geometry as a literal. Where a file would be repaired a filter is refused: its writer is there to put it right.
 * @param value what should be a GeoJSON geometry
 * @throws FilterProblem for a wrong shape, an open ring, a line or part without extent, a boundary that crosses itself, too many positions.
 * Whether the positions lie on Earth is known only with the filter's CRS.
 */
export function geometryLiteral(value: unknown): Extract<Expression, { kind: 'geometry' }> {
  const checked = checkGeometry(value, MOST_VERTICES)
  if ('rule' in checked) throw new FilterProblem(checked.message)
  const repair = checked.repairs[0]
  if (repair)
    throw new FilterProblem(
      repair === 'An open ring was closed.'
        ? 'A ring of the geometry is open: its last position must be its first.'
        : 'The geometry has a part without extent.',
    )
  assertDrawable(checked.geometry)
  return { kind: 'geometry', geometry: checked.geometry }
}

/**
 * A box as a literal: the least corner, then the greatest, with or without a third axis, which is not used.
 * @throws FilterProblem unless these are 4 or 6 finite numbers
 */
export function boxLiteral(value: unknown): Extract<Expression, { kind: 'box' }> {
  if (!Array.isArray(value) || (value.length !== 4 && value.length !== 6)) {
    const count = Array.isArray(value) ? `${value.length} numbers` : 'no list of numbers'
    throw new FilterProblem(`The box has ${count}; 4 or 6 are needed.`)
  }
  if (!value.every(Number.isFinite)) throw new FilterProblem('The box holds what is not a finite number.')
  const [x, y] = value as [number, number]
  const [toX, toY] = (value.length === 4 ? value.slice(2) : value.slice(3)) as [number, number]
  return { kind: 'box', box: [x, y, toX, toY] }
}

function assertDrawable(geometry: Geometry): void {
  if (geometry.type === 'LineString') assertExtent(geometry.coordinates)
  else if (geometry.type === 'MultiLineString') for (const line of geometry.coordinates) assertExtent(line)
  else if (geometry.type === 'Polygon') assertNoCrossing([geometry.coordinates])
  else if (geometry.type === 'MultiPolygon') assertNoCrossing(geometry.coordinates)
  else if (geometry.type === 'GeometryCollection')
    for (const part of geometry.geometries) assertDrawable(part)
}

function assertExtent(line: readonly Position[]): void {
  const [x, y] = line[0]!
  if (line.every((position) => position[0] === x && position[1] === y))
    throw new FilterProblem(`A line of the geometry has all its positions at (${x}, ${y}).`)
}

function assertNoCrossing(polygons: readonly (readonly (readonly Position[])[])[]): void {
  const place = findCrossing(polygons)
  if (place === 'too-close')
    throw new FilterProblem(
      `The polygon has more than ${MOST_PAIRS} pairs of edges whose boxes meet; draw it with fewer or shorter edges.`,
    )
  if (place)
    throw new FilterProblem(
      `The polygon is not valid: its boundary crosses, repeats or leaves itself at (${place[0]}, ${place[1]}).`,
    )
}
