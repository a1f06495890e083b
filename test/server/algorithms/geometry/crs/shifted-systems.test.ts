import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  shiftFromWgs84,
  shiftToWgs84,
} from '../../../../../server/algorithms/geometry/crs/shifted-systems.ts'

const inMainlandChina = fc.tuple(
  fc.double({ min: 98, max: 120, noNaN: true }),
  fc.double({ min: 24, max: 45, noNaN: true }),
)

test.each(['GCJ-02', 'BD-09'] as const)('%s and back is the same point to 1e-10 degrees', (system) => {
  fc.assert(
    fc.property(inMainlandChina, ([lng, lat]) => {
      const [backLng, backLat] = shiftToWgs84(shiftFromWgs84([lng, lat], system), system)
      expect(Math.abs(backLng - lng)).toBeLessThan(1e-10)
      expect(Math.abs(backLat - lat)).toBeLessThan(1e-10)
    }),
  )
})

test('the shift in Panyu is about 633 m', () => {
  const [lng, lat] = shiftFromWgs84([113.38, 22.94], 'GCJ-02')
  const metres = Math.hypot(
    (lng - 113.38) * 111_320 * Math.cos((22.94 * Math.PI) / 180),
    (lat - 22.94) * 110_750,
  )
  expect(metres).toBeGreaterThan(600)
  expect(metres).toBeLessThan(660)
})

test('outside China GCJ-02 is WGS 84', () => {
  expect(shiftToWgs84([9.52, 47.14], 'GCJ-02')).toEqual([9.52, 47.14])
})
