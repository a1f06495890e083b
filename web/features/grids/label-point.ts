/** Where a grid's label goes: inside its largest part. */
import { area, booleanPointInPolygon, centerOfMass, pointOnFeature, polygon } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'

/** @returns the centre of mass of the largest part where that lies inside it, else the inner point turf finds; lng, lat */
export function labelPoint(geometry: Polygon | MultiPolygon): Position {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const largest = parts
    .map((rings) => polygon(rings))
    .reduce((best, part) => (area(part) > area(best) ? part : best))
  const centre = centerOfMass(largest)
  const point = booleanPointInPolygon(centre, largest) ? centre : pointOnFeature(largest)
  return point.geometry.coordinates
}
