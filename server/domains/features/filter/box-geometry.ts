import type { Geometry, Position } from 'geojson'

type Box = readonly [number, number, number, number]

/**
 * The ground of a box: an area, a line or point where it has no width, two areas where it crosses the antimeridian.
 * @param box least corner, greatest corner, in the axis order of the filter's CRS
 * @param longitudeAxis along which the least may be the greater one
 * @returns the geometry, or what is wrong with the box
 */
export function boxGeometry(box: Box, longitudeAxis: 0 | 1 | undefined): Geometry | string {
  for (const axis of [0, 1] as const) {
    const [from, to] = [box[axis], box[axis + 2]!]
    if (from <= to) continue
    if (axis !== longitudeAxis)
      return `The box starts at ${from} and ends at ${to} on its ${axis === 0 ? 'first' : 'second'} axis; the lesser comes first.`
    const upTo = (limit: number, at: number): Box =>
      box.map((value, i) => (i === at ? limit : value)) as unknown as Box
    const halves = [upTo(180, axis + 2), upTo(-180, axis)]
    const geometries = halves.map((half) => boxGeometry(half, undefined))
    const wrong = geometries.find((geometry) => typeof geometry === 'string')
    return wrong ?? { type: 'GeometryCollection', geometries: geometries as Geometry[] }
  }
  return rectangle(box)
}

function rectangle([x, y, toX, toY]: Box): Geometry {
  const [least, greatest]: Position[] = [
    [x, y],
    [toX, toY],
  ]
  if (x === toX && y === toY) return { type: 'Point', coordinates: least! }
  if (x === toX || y === toY) return { type: 'LineString', coordinates: [least!, greatest!] }
  return { type: 'Polygon', coordinates: [[least!, [toX, y], greatest!, [x, toY], least!]] }
}
