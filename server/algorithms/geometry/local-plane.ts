import type { Position } from 'geojson'
import { metersPerDegree } from './ellipsoid-measures.ts'

export type PlanePoint = [x: number, y: number]

/** Coordinates are kept on this grid, so that equal corners are equal. */
const SNAP_PER_DEGREE = 1e7

/**
 * A plane in metres around a place in which straight lines stay straight: degrees times the length of a degree there.
 * For work inside one block or one community (lengths true to 1e-3 within 20 km).
 *
 * @returns `toPlane` of longitude, latitude; `toSnappedPosition` back, on the 1e-7° grid
 */
export function localPlane([lng0, lat0]: PlanePoint) {
  const scale = metersPerDegree(lat0)
  const snap = (degrees: number) => Math.round(degrees * SNAP_PER_DEGREE) / SNAP_PER_DEGREE
  return {
    toPlane: ([lng, lat]: Position): PlanePoint => [(lng! - lng0) * scale.lng, (lat! - lat0) * scale.lat],
    toSnappedPosition: ([x, y]: PlanePoint): Position => [
      snap(lng0 + x / scale.lng),
      snap(lat0 + y / scale.lat),
    ],
  }
}
