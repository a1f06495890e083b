import type { Geometry } from 'geojson'
import {
  countConverted,
  geometryConverter,
  OutOfRange,
} from '../../../algorithms/geometry/crs/convert-geometry.ts'
import type { Crs } from '../../../algorithms/geometry/crs/parse-crs.ts'
import { invalidRequest } from '../../../platform/errors.ts'
import type { FilterCrs } from './context.ts'

const MOST_POSITIONS = 100_000

/**
 * How the geometries of a filter in that system become those that are stored: converted, checked to lie on Earth, snapped.
 * @param axes `yx` where the system's first axis is latitude or northing (EPSG:4326, EPSG:4490)
 * @param field what an error names
 */
export function filterCrs(crs: Crs, axes: 'xy' | 'yx', field: string): FilterCrs {
  const convert = geometryConverter(crs, axes)
  const toStored = (geometry: Geometry) => {
    const count = countConverted(crs, geometry)
    if (count > MOST_POSITIONS)
      throw invalidRequest(
        field,
        `A geometry of the filter takes ${count} positions to follow its edges in longitude and latitude; at most ${MOST_POSITIONS} are taken. Use shorter edges or longitude and latitude.`,
      )
    try {
      return convert(geometry)
    } catch (error) {
      throw error instanceof OutOfRange ? invalidRequest(field, error.message) : error
    }
  }
  return crs.kind === 'projected' ? { toStored } : { toStored, longitudeAxis: axes === 'xy' ? 0 : 1 }
}
