import type { Geometry } from 'geojson'
import { countConverted, geometryConverter } from '../../algorithms/geometry/crs/convert-geometry.ts'
import { CRS84, readCrs } from './served-crs.ts'

/** What the header Content-Crs makes of a geometry. */
export type ContentCrs = {
  /** To WGS 84, snapped. @throws OutOfRange */
  convert: (geometry: Geometry) => Geometry
  /** How many vertices it will have: long edges of other systems get points in between. */
  vertices: (geometry: Geometry) => number
}

/**
 * Reads the header: `<http://www.opengis.net/def/crs/EPSG/0/4490>`, axes in the authority's order; CRS84 without it.
 * @throws DomainError `invalid-request` for a system that is not served
 */
export function contentCrs(header: string | undefined): ContentCrs {
  const uri = header?.trim().replace(/^<(.*)>$/, '$1')
  const { crs, isNorthFirst } = uri === undefined ? CRS84 : readCrs(uri, 'content-crs')
  return {
    convert: geometryConverter(crs, isNorthFirst ? 'yx' : 'xy'),
    vertices: (geometry) => countConverted(crs, geometry),
  }
}
