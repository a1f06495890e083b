import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromWgs84 } from '../../../../../server/algorithms/geometry/crs/from-wgs84.ts'
import { parseCrs } from '../../../../../server/algorithms/geometry/crs/parse-crs.ts'
import { toWgs84 } from '../../../../../server/algorithms/geometry/crs/to-wgs84.ts'

test.for([
  ['CRS84', [120, 30], [120, 30]],
  ['EPSG:3857', [120, 30], [13358338.895, 3503549.844]],
  // Zone 40 of 3°, whose central meridian is 120° E: the false easting with the zone before it.
  ['EPSG:4528', [120, 30], [40500000, 3320113.398]],
  ['GCJ-02', [120, 30], [120.0047, 29.9975]],
] as const)('%s shows %o at %o', ([name, point, expected]) => {
  const [x, y] = fromWgs84(parseCrs(name))([...point])
  const digits = name === 'GCJ-02' ? 3 : 2
  expect(x).toBeCloseTo(expected[0], digits)
  expect(y).toBeCloseTo(expected[1], digits)
})

test('what is converted comes back', () => {
  const anyCrs = fc
    .constantFrom('CRS84', 'EPSG:3857', 'EPSG:4528', 'EPSG:4549', 'GCJ-02', 'BD-09')
    .map(parseCrs)
  const inChina = fc.tuple(
    fc.double({ min: 112, max: 126, noNaN: true }),
    fc.double({ min: 21, max: 45, noNaN: true }),
  )
  fc.assert(
    fc.property(anyCrs, inChina, (crs, [lng, lat]) => {
      const [x, y] = fromWgs84(crs)([lng, lat])
      const [backLng, backLat] = toWgs84(crs)(x, y)
      expect(Math.abs(backLng - lng)).toBeLessThan(1e-8)
      expect(Math.abs(backLat - lat)).toBeLessThan(1e-8)
    }),
  )
})

test('what is not finite stays that', () => {
  expect(fromWgs84(parseCrs('EPSG:3857'))([Number.NaN, 1])).toEqual([Number.NaN, Number.NaN])
})
