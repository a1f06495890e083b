import type { Polygon } from 'geojson'

/** About 100 m at the equator. */
export const SQUARE_DEGREES = 0.0009

/** A square of about 100 m near 0°, 0°, by its column and row. */
export function aSquare(column: number, row: number): Polygon {
  const [west, south] = [column * SQUARE_DEGREES, row * SQUARE_DEGREES]
  const [east, north] = [west + SQUARE_DEGREES, south + SQUARE_DEGREES]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}
