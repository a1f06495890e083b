import { type Crs, UnsupportedCrs } from './parse-crs.ts'

/** Metres: ellipsoids within this of 6,378,137 belong to datums that agree with WGS 84 to a metre or two (CGCS2000, ETRS89, NAD83 …). */
const SAME_ELLIPSOID_METERS = 2

/**
 * Reads the WKT of a .prj file.
 * @param wkt WKT 1 as ESRI or OGC write it
 * @returns a geographic system when its ellipsoid is that of WGS 84, else a projected one defined by the WKT itself
 * @throws UnsupportedCrs for a text that is no WKT, and for datums (Beijing 1954, Xian 1980, RT90 …) whose shift to WGS 84 the file does not give:
 * guessing would put everything a hundred metres off
 */
export function detectPrj(wkt: string): Crs {
  const text = wkt.replace(/^\uFEFF/, '').trim()
  const root = /^([A-Z_]+)\s*\[\s*"([^"]*)"/i.exec(text)
  if (!root) throw new UnsupportedCrs(`The .prj file holds no coordinate system: "${text.slice(0, 60)}".`)
  const [, keyword = '', name = ''] = root
  const semiMajorMeters = Number(/(?:SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*([\d.]+)/i.exec(text)?.[1])
  if (!Number.isFinite(semiMajorMeters))
    throw new UnsupportedCrs(`The .prj file names no ellipsoid (system "${name}").`)
  if (Math.abs(semiMajorMeters - 6_378_137) > SAME_ELLIPSOID_METERS && !/TOWGS84/i.test(text))
    throw new UnsupportedCrs(
      `The .prj file names "${name}", whose datum differs from WGS 84 by an amount the file does not give (often 100 m). Convert it first, for example: ogr2ogr -t_srs EPSG:4326 out.shp in.shp`,
    )
  if (/^GEOG/i.test(keyword)) return geographic(name, text)
  const falseEasting = Number(/"False_Easting"\s*,\s*(-?[\d.]+)/i.exec(text)?.[1])
  return {
    kind: 'projected',
    name,
    definition: text,
    ...(Number.isFinite(falseEasting) ? { falseEastingMeters: falseEasting } : {}),
  }
}

/** A geographic system must count degrees from Greenwich, else it is handed to proj4 like a projected one. */
function geographic(name: string, text: string): Crs {
  const primeMeridian = Number(/PRIMEM\s*\[\s*"[^"]*"\s*,\s*(-?[\d.]+)/i.exec(text)?.[1] ?? 0)
  const unit = Number(/UNIT\s*\[\s*"[^"]*"\s*,\s*([\d.eE-]+)\s*\]/i.exec(text)?.[1] ?? Math.PI / 180)
  if (primeMeridian === 0 && Math.abs(unit - Math.PI / 180) < 1e-9) return { kind: 'geographic', name }
  return { kind: 'projected', name, definition: text }
}
