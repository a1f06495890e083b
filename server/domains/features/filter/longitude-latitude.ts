import type { Geometry } from 'geojson'
import { geometryConverter, OutOfRange } from '../../../algorithms/geometry/crs/convert-geometry.ts'
import type { FilterCrs } from './context.ts'

/** The filter's own coordinates are longitude, latitude: they are checked, and snapped as those of what is stored. */
export function longitudeLatitude(refuse: (message: string) => Error): FilterCrs {
  const convert = geometryConverter({ kind: 'geographic', name: 'CRS84' })
  const toStored = (geometry: Geometry) => {
    try {
      return convert(geometry)
    } catch (error) {
      throw error instanceof OutOfRange ? refuse(error.message) : error
    }
  }
  return { toStored, longitudeAxis: 0 }
}
