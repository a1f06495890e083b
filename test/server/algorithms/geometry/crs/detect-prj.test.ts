import { expect, test } from 'vitest'
import { detectPrj } from '../../../../../server/algorithms/geometry/crs/detect-prj.ts'
import { toWgs84 } from '../../../../../server/algorithms/geometry/crs/to-wgs84.ts'

const GEOGCS = (name: string, spheroid: string) =>
  `GEOGCS["${name}",DATUM["D",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
const transverseMercator = (name: string, geogcs: string, meridian: number, scale: number) =>
  `PROJCS["${name}",${geogcs},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
const WGS84 = GEOGCS('GCS_WGS_1984', '"WGS_1984",6378137,298.257223563')

test('a geographic .prj on CGCS2000 needs no conversion', () => {
  expect(
    detectPrj(GEOGCS('GCS_China_Geodetic_Coordinate_System_2000', '"CGCS2000",6378137.0,298.257222101')),
  ).toEqual({ kind: 'geographic', name: 'GCS_China_Geodetic_Coordinate_System_2000' })
})

test('a UTM .prj is handed to proj4 as it is', () => {
  const crs = detectPrj(transverseMercator('WGS_1984_UTM_Zone_32N', WGS84, 9, 0.9996))
  expect(crs).toMatchObject({ kind: 'projected', falseEastingMeters: 500_000 })
  const [lng, lat] = toWgs84(crs)(539_000, 5_220_000)
  expect(lng).toBeCloseTo(9.514257025, 8)
  expect(lat).toBeCloseTo(47.132348773, 8)
})

test('a datum whose shift is unknown is refused, not guessed', () => {
  const beijing = transverseMercator(
    'Beijing_1954_3_Degree_GK_CM_114E',
    GEOGCS('Beijing', '"Krasovsky_1940",6378245.0,298.3'),
    114,
    1,
  )
  expect(() => detectPrj(beijing)).toThrow(/Beijing_1954_3_Degree_GK_CM_114E.*ogr2ogr/)
})

test('a text that is no WKT is refused', () => {
  expect(() => detectPrj('hello')).toThrow(/no coordinate system/)
})

test('an unknown projection is refused when the conversion is asked for', () => {
  const unknown = `PROJCS["Unknown",${WGS84},PROJECTION["Unknown Projection"],PARAMETER["central_meridian",0],UNIT["Meter",1]]`
  expect(() => toWgs84(detectPrj(unknown))).toThrow(/"Unknown" cannot be converted/)
})
