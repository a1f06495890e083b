import { expect, test } from 'vitest'
import { fieldOf } from '../../../../../server/commands/bench/serve/field.ts'
import {
  chooseTiles,
  pathOf,
  tileInTheMiddle,
  tilesAround,
} from '../../../../../server/commands/bench/serve/tile-addresses.ts'

const HALF = 20_037_508.342789244
const sidesOf = ({ z, x, y }: { z: number; x: number; y: number }) => {
  const width = (2 * HALF) / 2 ** z
  return [x * width - HALF, HALF - (y + 1) * width, (x + 1) * width - HALF, HALF - y * width] as const
}

test.for([12, 14])('at zoom %i the tiles lie well inside the field, each once, spread over it', (z) => {
  const { box } = fieldOf(20_000, 1)
  const tiles = chooseTiles(box, z)
  expect(tiles).toHaveLength(32)
  expect(new Set(tiles.map(pathOf)).size).toBe(32)
  for (const tile of tiles) {
    const [west, south, east, north] = sidesOf(tile)
    expect(west > box[0] && south > box[1] && east < box[2] && north < box[3]).toBe(true)
  }
  expect(new Set(tiles.map(({ y }) => y)).size).toBeGreaterThan(5)
  expect(new Set(tiles.map(({ x }) => x)).size).toBeGreaterThan(4)
  expect(chooseTiles(box, z)).toEqual(tiles)
})

test('a field smaller than a tile is asked for by the tile that holds its middle', () => {
  const { box } = fieldOf(4, 1)
  const [tile, ...others] = chooseTiles(box, 12)
  expect(others).toEqual([])
  const [west, south, east, north] = sidesOf(tile!)
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  expect(west <= x && x <= east && south <= y && y <= north).toBe(true)
  expect(tileInTheMiddle([-10, 5, 10, 15], 1)).toEqual({ z: 1, x: expect.any(Number), y: 0 })
})

test('a block of tiles lies around the middle', () => {
  const middle = tileInTheMiddle([500, -900, 600, -800], 14)
  const block = tilesAround([500, -900, 600, -800], 14, 1)
  expect(block).toHaveLength(9)
  expect(block[4]).toEqual(middle)
  expect(block[0]).toEqual({ z: 14, x: middle.x - 1, y: middle.y - 1 })
})

test('the field is a board as square as can be', () => {
  expect(fieldOf(20_000, 5)).toMatchObject({ columns: 142, rows: 141 })
  expect(fieldOf(3, 5)).toMatchObject({ columns: 2, rows: 2, polygons: 3, points: 5 })
})
