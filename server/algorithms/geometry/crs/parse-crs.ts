/**
 * A coordinate reference system as an input declares it.
 * `geographic` is WGS 84 or one that agrees with it to centimetres (CGCS2000); `shifted` are the Chinese map systems;
 * `projected` carries what proj4 takes (a proj string or a WKT) and, when known, the false easting, by which swapped axes are recognised.
 */
export type Crs =
  | { kind: 'geographic'; name: string }
  | { kind: 'shifted'; name: 'GCJ-02' | 'BD-09' }
  | { kind: 'projected'; name: string; definition: string; falseEastingMeters?: number }

const SUPPORTED_CRS =
  'EPSG:4326, EPSG:4490, EPSG:3857, EPSG:4491 to 4554 (CGCS2000 Gauss–Krüger), UTM on WGS 84 (EPSG:32601–32660, 32701–32760), GCJ-02, BD-09'

/** The declared system is none that can be converted; the message says what can be done. */
export class UnsupportedCrs extends Error {
  override name = 'UnsupportedCrs'
}

const GEOGRAPHIC = new Set(['4326', '4490', 'CRS84', 'WGS84', 'CGCS2000'])
const SHIFTED: Record<string, 'GCJ-02' | 'BD-09'> = {
  GCJ02: 'GCJ-02',
  GCJ: 'GCJ-02',
  AMAP: 'GCJ-02',
  BD09: 'BD-09',
  BD09LL: 'BD-09',
  BAIDU: 'BD-09',
}
const WEB_MERCATOR = new Set(['3857', '900913', '102100'])

/**
 * Reads the name of a coordinate reference system.
 * @param text `4326`, `EPSG:4490`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `http://www.opengis.net/def/crs/EPSG/0/4527`, `gcj02`, `BD-09` …
 * @returns the system; throws UnsupportedCrs naming the supported ones
 */
export function parseCrs(text: string): Crs {
  const last = text.trim().split(/[:/]/).at(-1)!
  const key = last.toUpperCase().replaceAll(/[\s_-]/g, '')
  if (GEOGRAPHIC.has(key)) return { kind: 'geographic', name: /^\d/.test(key) ? `EPSG:${key}` : key }
  const shifted = SHIFTED[key]
  if (shifted) return { kind: 'shifted', name: shifted }
  if (WEB_MERCATOR.has(key)) return { kind: 'projected', name: 'EPSG:3857', definition: 'EPSG:3857' }
  const epsg = /^\d+$/.test(key) ? Number(key) : Number.NaN
  const projected = gaussKruger(epsg) ?? utm(epsg)
  if (projected) return projected
  throw new UnsupportedCrs(
    `The coordinate system "${text}" is not supported. Supported: ${SUPPORTED_CRS}. Convert the file first, for example: ogr2ogr -t_srs EPSG:4326 out.geojson in`,
  )
}

/** CGCS2000 Gauss–Krüger, EPSG:4491–4554: 6° and 3° zones, each with and without the zone number before the easting. */
function gaussKruger(epsg: number): Crs | undefined {
  if (!(epsg >= 4491 && epsg <= 4554)) return undefined
  const [first, degrees, zone] =
    epsg <= 4501 ? [4491, 6, 13] : epsg <= 4512 ? [4502, 6, 0] : epsg <= 4533 ? [4513, 3, 25] : [4534, 3, 0]
  const step = epsg - first
  const falseEastingMeters = (zone ? (zone + step) * 1e6 : 0) + 500_000
  return {
    kind: 'projected',
    name: `EPSG:${epsg}`,
    definition: `+proj=tmerc +lat_0=0 +lon_0=${75 + degrees * step} +k=1 +x_0=${falseEastingMeters} +y_0=0 +ellps=GRS80 +units=m +no_defs`,
    falseEastingMeters,
  }
}

function utm(epsg: number): Crs | undefined {
  const south = epsg >= 32_701 && epsg <= 32_760
  const zone = epsg - (south ? 32_700 : 32_600)
  if (!(zone >= 1 && zone <= 60)) return undefined
  return {
    kind: 'projected',
    name: `EPSG:${epsg}`,
    definition: `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
    falseEastingMeters: 500_000,
  }
}
