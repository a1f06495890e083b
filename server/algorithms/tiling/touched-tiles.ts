/** Which tiles show a place. */
import { booleanIntersects, feature } from '@turf/turf'
import type { Geometry, Polygon } from 'geojson'

export type Tile = Readonly<{ z: number; x: number; y: number }>
/** West, south, east, north in metres of EPSG:3857. */
export type MetreBox = readonly [number, number, number, number]

/** Half of the world's width in EPSG:3857. */
const HALF = 20_037_508.342789244
/** A tile also shows what lies up to here beyond its sides, in widths of a tile. */
const MARGIN = 64 / 4096
/** Places are told to the metre. */
const ROUNDING_METERS = 1

/**
 * The columns and rows of a zoom whose tiles show a box, sides included: first and last of each.
 *
 * ```
 *   ┌───┬───┬───┐   a tile shows its margin too, so a box near a border
 *   │   │ ▪╎│   │   is shown by the tiles on both sides of it
 *   └───┴───┴───┘
 * ```
 */
export function tileRange([west, south, east, north]: MetreBox, z: number) {
  const size = 2 ** z
  const width = (2 * HALF) / size
  const reach = MARGIN + ROUNDING_METERS / width
  const clamp = (index: number) => Math.min(Math.max(Math.floor(index), 0), size - 1)
  return {
    firstX: clamp((west + HALF) / width - reach),
    lastX: clamp((east + HALF) / width + reach),
    firstY: clamp((HALF - north) / width - reach),
    lastY: clamp((HALF - south) / width + reach),
  }
}

/** Whether a tile shows any of a geometry in metres of EPSG:3857, and not only of its box. */
export function tileShows({ z, x, y }: Tile, geometry: Geometry): boolean {
  const width = (2 * HALF) / 2 ** z
  const reach = MARGIN * width + ROUNDING_METERS
  const [west, north] = [x * width - HALF - reach, HALF - y * width + reach]
  const [east, south] = [west + width + 2 * reach, north - width - 2 * reach]
  const square: Polygon = {
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
  return booleanIntersects(feature(square), feature(geometry))
}
