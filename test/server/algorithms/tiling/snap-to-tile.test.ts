import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWkb, WkbParts } from '../../../../server/algorithms/tiling/read-wkb.ts'
import {
  Path,
  snapPart,
  type TileAddress,
  tileGrid,
} from '../../../../server/algorithms/tiling/snap-to-tile.ts'
import { metersOf, type Place, wkb } from '../../../support/tile-world.ts'

function snapped(places: Place[], tile: TileAddress): Path {
  const parts = new WkbParts()
  const path = new Path()
  readWkb(wkb.line(places), parts)
  snapPart(parts, 0, tileGrid(tile, 4096), path)
  return path
}
const placesOf = ({ xy, count }: Path) => Array.from({ length: count }, (_, i) => [xy[2 * i], xy[2 * i + 1]])
const tile = { z: 12, x: 3413, y: 1688 }

test('positions come to the nearest unit, repeats are left out, the box is theirs', () => {
  const path = snapped(
    [
      [10.2, 20.7],
      [10.4, 20.6],
      [4000, -30],
      [-7000, 12],
    ].map((place) => metersOf(place as Place, tile)),
    tile,
  )
  expect(placesOf(path)).toEqual([
    [10, 21],
    [4000, -30],
    [-7000, 12],
  ])
  expect([path.minX, path.minY, path.maxX, path.maxY]).toEqual([-7000, -30, 4000, 21])
})

test('a position is the same unit of the world from every tile, within half a unit of where it is', () => {
  const zoom = fc.integer({ min: 0, max: 22 })
  const meters = fc.double({ min: -2e7, max: 2e7, noNaN: true })
  fc.assert(
    fc.property(zoom, meters, meters, fc.nat(), fc.nat(), (z, x, y, column, row) => {
      const other = { z, x: column % 2 ** z, y: row % 2 ** z }
      const [[firstX, firstY]] = placesOf(snapped([[x, y]], { z, x: 0, y: 0 })) as [Place]
      const [[otherX, otherY]] = placesOf(snapped([[x, y]], other)) as [Place]
      expect([otherX + other.x * 4096, otherY + other.y * 4096]).toEqual([firstX, firstY])
      const [unitX, unitY] = metersOf([firstX, firstY], { z, x: 0, y: 0 })
      const halfUnit = 40_075_016.685578488 / 4096 / 2 ** z / 2
      expect(Math.max(Math.abs(unitX - x), Math.abs(unitY - y))).toBeLessThanOrEqual(halfUnit + 1e-7)
    }),
  )
})

test('what is no place and no tile is refused', () => {
  expect(() => snapped([[Number.NaN, 0]], tile)).toThrow('The position NaN 0 is no place in EPSG:3857.')
  expect(() => snapped([[0, -1e300]], tile)).toThrow('no place')
  expect(() => tileGrid({ z: 2, x: 4, y: 0 }, 4096)).toThrow(
    'There is no tile 2/4/0: columns and rows of zoom 2 are 0…3.',
  )
  expect(() => tileGrid({ z: 1.5, x: 0, y: 0 }, 4096)).toThrow('There is no tile')
})
