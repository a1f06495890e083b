import proj4 from 'proj4'
import type { Crs } from './parse-crs.ts'
import { type LngLat, shiftFromWgs84 } from './shifted-systems.ts'

/** Converts longitude, latitude in WGS 84 to one position, x = easting or longitude first. */
export type FromWgs84 = (point: LngLat) => [x: number, y: number]

/**
 * The conversion from WGS 84 to a system.
 * @param crs from parseCrs
 * @returns a pure function; what a projection cannot show comes out as NaN
 * Cost: about a microsecond a position.
 */
export function fromWgs84(crs: Crs): FromWgs84 {
  if (crs.kind === 'geographic') return ([lng, lat]) => [lng, lat]
  if (crs.kind === 'shifted') return (point) => shiftFromWgs84(point, crs.name)
  const converter = proj4('EPSG:4326', crs.definition)
  return (point) => {
    if (!(Number.isFinite(point[0]) && Number.isFinite(point[1]))) return [Number.NaN, Number.NaN]
    return converter.forward([...point]) as [number, number]
  }
}
