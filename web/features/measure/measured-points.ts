/** The points clicked while measuring, and what they measure: geodesic, never on the map's projection. */
import { area, length, lineString, polygon } from '@turf/turf'
import { createStore } from '../../state/store.ts'

/** lng, lat */
export type MeasuredPoint = readonly [number, number]

export const measuredPoints = createStore<readonly MeasuredPoint[]>([])

export type Measured = { distanceMeters: number; areaSquareMeters: number | undefined }

/** Length along the points, and the area inside them from three points on. */
export function measure(points: readonly MeasuredPoint[]): Measured {
  const positions = points.map(([lng, lat]) => [lng, lat])
  const [first] = positions
  return {
    distanceMeters: positions.length > 1 ? length(lineString(positions), { units: 'meters' }) : 0,
    areaSquareMeters: first && positions.length > 2 ? area(polygon([[...positions, first]])) : undefined,
  }
}
