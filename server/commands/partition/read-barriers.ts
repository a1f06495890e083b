import type { FeatureCollection } from 'geojson'
import { barrierWeightOf } from '../../algorithms/partition/barrier-classes.ts'
import type { BarrierLine } from '../../algorithms/topology/match-barriers.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { readJsonFile } from './read-json-file.ts'

/** Reads lines (and the outlines of polygons: lakes, wide rivers) with the barrier weight of their class. */
export function readBarriers(path: string): BarrierLine[] {
  const file = readJsonFile(path) as Partial<FeatureCollection> | null
  if (file?.type !== 'FeatureCollection' || !Array.isArray(file.features))
    throw invalidRequest(path, `${path} is not a GeoJSON FeatureCollection of lines.`)
  return file.features.flatMap(({ geometry, properties }) => {
    const weight = barrierWeightOf(properties)
    switch (geometry?.type) {
      case 'LineString':
        return [{ coordinates: geometry.coordinates, weight }]
      case 'MultiLineString':
      case 'Polygon':
        return geometry.coordinates.map((coordinates) => ({ coordinates, weight }))
      case 'MultiPolygon':
        return geometry.coordinates.flat().map((coordinates) => ({ coordinates, weight }))
      default:
        return []
    }
  })
}
