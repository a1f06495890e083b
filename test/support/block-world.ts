/** Small grounds made of rectangles on a lattice, for tests of topology. */
import type { Position } from 'geojson'

/** Lattice step: about 100 m at 30° north. */
export const STEP = 0.001

const at = (value: number) => Math.round(value * STEP * 1e7) / 1e7

/** A closed rectangle with all lattice corners on its outline, so that neighbours are noded; anticlockwise. */
export function rectangle(west: number, south: number, east: number, north: number): Position[] {
  const corners: Position[] = []
  for (let x = west; x < east; x++) corners.push([at(x), at(south)])
  for (let y = south; y < north; y++) corners.push([at(east), at(y)])
  for (let x = east; x > west; x--) corners.push([at(x), at(north)])
  for (let y = north; y > south; y--) corners.push([at(west), at(y)])
  return [...corners, corners[0]!]
}

/** The cells of a field of columns × rows, row by row from the south. */
export const cells = (columns: number, rows: number): Position[][][] =>
  Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)]
    return [rectangle(x, y, x + 1, y + 1)]
  })

export const polygons = (faces: Position[][][]) =>
  faces.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
