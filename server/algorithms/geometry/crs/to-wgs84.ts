import proj4 from 'proj4'
import { type Crs, UnsupportedCrs } from './parse-crs.ts'
import { type LngLat, shiftToWgs84 } from './shifted-systems.ts'

/** Converts one position, x = easting or longitude first as GIS files have it, to longitude, latitude in WGS 84. Bad input gives NaN. */
export type ToWgs84 = (x: number, y: number) => LngLat

/**
 * The conversion from a system to WGS 84.
 * @param crs from parseCrs or detectPrj
 * @param axes `yx` for files that keep the authority's order (northing or latitude first)
 * @throws UnsupportedCrs when proj4 does not know the projection
 */
export function toWgs84(crs: Crs, axes: 'xy' | 'yx' = 'xy'): ToWgs84 {
  const convert = inFileOrder(crs)
  return axes === 'xy' ? convert : (y, x) => convert(x, y)
}

function inFileOrder(crs: Crs): ToWgs84 {
  if (crs.kind === 'geographic') return (x, y) => [x, y]
  if (crs.kind === 'shifted') return (x, y) => shiftToWgs84([x, y], crs.name)
  const converter = projection(crs.name, crs.definition)
  return (x, y) => {
    if (!(Number.isFinite(x) && Number.isFinite(y))) return [Number.NaN, Number.NaN]
    return converter.forward([x, y]) as [number, number]
  }
}

function projection(name: string, definition: string) {
  try {
    return proj4(definition, 'EPSG:4326')
  } catch (error) {
    throw new UnsupportedCrs(
      `The coordinate system "${name}" cannot be converted (${error instanceof Error ? error.message : error}). Convert the file first, for example: ogr2ogr -t_srs EPSG:4326 out in`,
    )
  }
}
