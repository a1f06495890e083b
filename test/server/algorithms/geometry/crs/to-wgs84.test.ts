import { expect, test } from 'vitest'
import { parseCrs } from '../../../../../server/algorithms/geometry/crs/parse-crs.ts'
import { toWgs84 } from '../../../../../server/algorithms/geometry/crs/to-wgs84.ts'

// Expected values by gdaltransform (PROJ 9.1).
test('CGCS2000 Gauss–Krüger zone 39 lands in Haidian', () => {
  const [lng, lat] = toWgs84(parseCrs('EPSG:4527'))(39_440_000, 4_430_000)
  expect(lng).toBeCloseTo(116.297354799, 8)
  expect(lat).toBeCloseTo(40.002111671, 8)
})

test('the axes may be in the order of the authority', () => {
  const crs = parseCrs('EPSG:4527')
  expect(toWgs84(crs, 'yx')(4_430_000, 39_440_000)).toEqual(toWgs84(crs)(39_440_000, 4_430_000))
})

test('Web Mercator', () => {
  const [lng, lat] = toWgs84(parseCrs('EPSG:3857'))(12_620_000, 2_630_000)
  expect(lng).toBeCloseTo(113.367388856, 8)
  expect(lat).toBeCloseTo(22.983306782, 8)
})

test('what is not finite stays out', () => {
  expect(toWgs84(parseCrs('EPSG:4527'))(Number.NaN, 1)).toEqual([Number.NaN, Number.NaN])
})
