import { expect, test } from 'vitest'
import { tileRange, tileShows } from '../../../../server/algorithms/tiling/touched-tiles.ts'

const HALF = 20_037_508.342789244
/** The width of a tile at zoom 4. */
const WIDTH = (2 * HALF) / 16

test('a box in the middle of a tile is shown by it alone', () => {
  expect(tileRange([0.4 * WIDTH, 0.4 * WIDTH, 0.6 * WIDTH, 0.6 * WIDTH], 4)).toEqual({
    firstX: 8,
    lastX: 8,
    firstY: 7,
    lastY: 7,
  })
})

test('a box at a border is shown by the tiles on both sides, for each shows a margin beyond its own', () => {
  const margin = WIDTH / 64
  expect(tileRange([0.9 * margin, 0.5 * WIDTH, 0.5 * WIDTH, 0.6 * WIDTH], 4)).toMatchObject({
    firstX: 7,
    lastX: 8,
  })
  expect(tileRange([1.1 * margin, 0.5 * WIDTH, 0.5 * WIDTH, 0.6 * WIDTH], 4)).toMatchObject({
    firstX: 8,
    lastX: 8,
  })
})

test('what lies beyond the world is at its rim', () => {
  expect(tileRange([-9e7, -9e7, 9e7, 9e7], 2)).toEqual({ firstX: 0, lastX: 3, firstY: 0, lastY: 3 })
})

test('a tile in the bend of a bent shape does not show it, though its box does', () => {
  // An L along the west and the south of the four tiles round the middle of the world.
  const arm = 0.2 * WIDTH
  const bent = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [-WIDTH + arm, -WIDTH + arm],
        [WIDTH - arm, -WIDTH + arm],
        [WIDTH - arm, -WIDTH + 2 * arm],
        [-WIDTH + 2 * arm, -WIDTH + 2 * arm],
        [-WIDTH + 2 * arm, WIDTH - arm],
        [-WIDTH + arm, WIDTH - arm],
        [-WIDTH + arm, -WIDTH + arm],
      ],
    ],
  }
  const tiles = [7, 8].flatMap((x) => [7, 8].map((y) => ({ z: 4, x, y })))
  expect(tiles.filter((tile) => tileShows(tile, bent))).toEqual([
    { z: 4, x: 7, y: 7 },
    { z: 4, x: 7, y: 8 },
    { z: 4, x: 8, y: 8 },
  ])
  expect(tileShows({ z: 1, x: 0, y: 0 }, bent)).toBe(true)
  // A tile wholly inside of it shows it too.
  expect(tileShows({ z: 12, x: 7 * 256 + 75, y: 8 * 256 + 128 }, bent)).toBe(true)
})
