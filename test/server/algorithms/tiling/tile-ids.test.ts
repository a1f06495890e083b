import fc from 'fast-check'
import { tileIdToZxy, zxyToTileId } from 'pmtiles'
import { expect, test } from 'vitest'
import { firstIdOf, positionOf, tileAt } from '../../../../server/algorithms/tiling/tile-ids.ts'

const anyTile = fc
  .nat(22)
  .chain((z) => fc.record({ z: fc.constant(z), x: fc.nat(2 ** z - 1), y: fc.nat(2 ** z - 1) }))

test('the first tiles have the numbers of the specification', () => {
  const idOf = (z: number, x: number, y: number) => firstIdOf(z) + positionOf({ z, x, y })
  expect(idOf(0, 0, 0)).toBe(0)
  expect([idOf(1, 0, 0), idOf(1, 0, 1), idOf(1, 1, 1), idOf(1, 1, 0)]).toEqual([1, 2, 3, 4])
  expect(idOf(2, 0, 0)).toBe(5)
  expect(idOf(12, 3423, 1763)).toBe(19_078_479)
})

test('every tile has the number that the PMTiles library gives it, and is found again by it', () => {
  fc.assert(
    fc.property(anyTile, (tile) => {
      const position = positionOf(tile)
      const id = firstIdOf(tile.z) + position
      expect(id).toBe(zxyToTileId(tile.z, tile.x, tile.y))
      expect(tileIdToZxy(id)).toEqual([tile.z, tile.x, tile.y])
      expect(tileAt(tile.z, position)).toEqual(tile)
    }),
  )
})

test('the four tiles below a tile follow each other', () => {
  fc.assert(
    fc.property(anyTile, ({ z, x, y }) => {
      const first = 4 * positionOf({ z, x, y })
      for (let i = 0; i < 4; i++) {
        const below = tileAt(z + 1, first + i)
        expect([below.x >> 1, below.y >> 1]).toEqual([x, y])
      }
    }),
  )
})

test('one step along the curve is one tile further', () => {
  for (let position = 1; position < 4 ** 5; position++) {
    const [from, to] = [tileAt(5, position - 1), tileAt(5, position)]
    expect(Math.abs(from.x - to.x) + Math.abs(from.y - to.y)).toBe(1)
  }
})
