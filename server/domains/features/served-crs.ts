import type { Geometry } from 'geojson'
import { fromWgs84 } from '../../algorithms/geometry/crs/from-wgs84.ts'
import { mapPositions } from '../../algorithms/geometry/crs/map-positions.ts'
import { type Crs, parseCrs } from '../../algorithms/geometry/crs/parse-crs.ts'
import { invalidRequest } from '../../platform/errors.ts'

/** A coordinate reference system by the name under which the standard knows it. */
export type ServedCrs = Readonly<{
  uri: string
  crs: Crs
  /** Whether latitude or northing comes before longitude or easting, as the authority has it. */
  isNorthFirst: boolean
  /** EPSG code, where it has one. */
  epsg?: number
  /** Said in the answer where a reader would take the coordinates for something else. */
  note?: string
}>

const EPSG_URI = 'http://www.opengis.net/def/crs/EPSG/0/'
const SHIFTED_URI = 'urn:x-wangge:crs:'

const epsg = (code: number, isNorthFirst: boolean): ServedCrs => ({
  uri: EPSG_URI + code,
  crs: parseCrs(`EPSG:${code}`),
  isNorthFirst,
  epsg: code,
})

/** Nobody registers these systems, so their names are ours. */
const shifted = (name: 'GCJ-02' | 'BD-09'): ServedCrs => ({
  uri: SHIFTED_URI + name,
  crs: parseCrs(name),
  isNorthFirst: false,
  note: `Coordinates are ${name}, shifted by up to a kilometre for Chinese base maps; they are not WGS 84. 坐标为 ${name} 加偏坐标，不是 WGS 84。`,
})

/** Longitude, latitude: how everything is stored and shown unless another system is asked for. */
export const CRS84: ServedCrs = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  crs: parseCrs('CRS84'),
  isNorthFirst: false,
}

/** CGCS2000 / Gauss–Krüger in zones of 6° and 3°. */
const GAUSS_KRUGER = Array.from({ length: 4554 - 4491 + 1 }, (_, i) => epsg(4491 + i, true))

const SERVED = [
  CRS84,
  epsg(4326, true),
  epsg(4490, true),
  epsg(3857, false),
  ...GAUSS_KRUGER,
  shifted('GCJ-02'),
  shifted('BD-09'),
]
const BY_URI = new Map(SERVED.map((served) => [served.uri, served]))

/** As a collection lists them. */
export const SERVED_URIS: readonly string[] = SERVED.map(({ uri }) => uri)

/** @throws DomainError `invalid-request` naming the parameter and what is served */
export function readCrs(
  uri: string,
  parameter: 'crs' | 'bbox-crs' | 'filter-crs' | 'content-crs',
): ServedCrs {
  const served = BY_URI.get(uri)
  if (!served)
    throw invalidRequest(
      `${parameter === 'content-crs' ? 'headers' : 'querystring'}/${parameter}`,
      'The coordinate reference system is not served.',
      {
        remedy: `Served are ${CRS84.uri}, ${EPSG_URI} with 4326, 4490, 3857 or 4491 to 4554, ${SHIFTED_URI}GCJ-02 and ${SHIFTED_URI}BD-09; a collection lists them under "crs".`,
      },
    )
  return served
}

/** A tenth of a millimetre, by units: 1e-9° and 1e-4 m. */
const PER_UNIT = { geographic: 1e9, shifted: 1e9, projected: 1e4 }

/**
 * How geometries are shown in a system; undefined when they are shown as they are stored.
 * @param axes `authority` obeys the system's own order; `xy` always puts longitude or easting first, as files of a format want it
 */
export function geometryShower(
  { crs, isNorthFirst }: ServedCrs,
  axes: 'authority' | 'xy',
): ((geometry: Geometry) => Geometry) | undefined {
  const swaps = axes === 'authority' && isNorthFirst
  if (crs.kind === 'geographic' && !swaps) return undefined
  const convert = fromWgs84(crs)
  const perUnit = PER_UNIT[crs.kind]
  const round = (value: number) => Math.round(value * perUnit) / perUnit
  return (geometry) =>
    mapPositions(geometry, ([lng, lat]) => {
      const [x, y] = convert([lng!, lat!])
      return swaps ? [round(y), round(x)] : [round(x), round(y)]
    })
}
