import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFeatures } from '../../../../server/algorithms/tiling/encode-features.ts'
import { encodeLayer } from '../../../../server/algorithms/tiling/encode-layer.ts'
import type { TileAddress } from '../../../../server/algorithms/tiling/snap-to-tile.ts'
import { LINES, POINTS, POLYGONS } from '../../../../server/algorithms/tiling/tile-features.ts'
import {
  boxRing,
  crookedCells,
  decodeLayer,
  drawn,
  netSteps,
  type Partition,
  type Place,
  SIZE,
  TILE,
  twiceArea,
  voronoiCells,
  wkb,
} from '../../../support/tile-world.ts'

const draw = drawn()
const row = (bytes: Uint8Array) => ({ wkb: bytes, values: [] })
const encoded = (...geometries: Uint8Array[]) => encodeFeatures(geometries.map(row), TILE, SIZE)
const decodedShapes = (geometries: Uint8Array[], tile: TileAddress = TILE) =>
  decodeLayer(encodeLayer({ name: 'layer', keys: [], tile, features: geometries.map(row) }))

/** Some tile of any zoom: the places of a partition are drawn in its units. */
const someTile = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.nat(), fc.nat())
  .map(([z, x, y]): TileAddress => ({ z, x: x % 2 ** z, y: y % 2 ** z }))
/** Partitions inside a tile, over its sides and corners, all over it; cells of a few units to a whole tile. */
const somePartition = fc.oneof(
  fc
    .record({
      side: fc.integer({ min: 6, max: 3000 }),
      west: fc.integer({ min: -900, max: 4200 }),
      north: fc.integer({ min: -900, max: 4200 }),
      seed: fc.nat(),
    })
    .map(({ side, west, north, seed }) => crookedCells(4, 3, [west + 0.3, north + 0.7, side], seed)),
  fc
    .record({ count: fc.integer({ min: 12, max: 60 }), seed: fc.nat() })
    .map(({ count, seed }) => voronoiCells(count, seed)),
)
const ringsOf = (geometries: Uint8Array[], tile: TileAddress) =>
  decodedShapes(geometries, tile).flatMap(({ parts }) => parts)
const cellsOf = ({ cells }: Partition, tile: TileAddress) =>
  cells.map((rings) => drawn(tile).polygon(...rings))

test('the cells of a partition leave no gap and no overlap: every step of a border is run once each way', () => {
  fc.assert(
    fc.property(somePartition, someTile, (partition, tile) => {
      const rings = ringsOf(cellsOf(partition, tile), tile)
      const outline = ringsOf([drawn(tile).polygon(partition.outline)], tile)
      const area = (of: Place[][]) => of.reduce((sum, ring) => sum + twiceArea(ring), 0)
      expect(area(rings)).toBe(area(outline))
      expect(netSteps([...rings, ...outline.map((ring) => ring.toReversed())])).toEqual(new Map())
    }),
    { numRuns: 150 },
  )
})

test('cells far over all sides of a tile fill it and its buffer to the unit', () => {
  const rings = ringsOf(cellsOf(voronoiCells(40, 7), TILE), TILE)
  expect(rings.reduce((sum, ring) => sum + twiceArea(ring), 0)).toBe(2 * (4096 + 128) ** 2)
})

test('adjoining tiles put the vertices in both of them on the same units', () => {
  fc.assert(
    fc.property(somePartition, someTile, (partition, tile) => {
      const east = { ...tile, x: tile.x + 1 }
      if (east.x >= 2 ** tile.z) return
      const shapes = cellsOf(partition, tile)
      const here = ringsOf(shapes, tile)
      const there = ringsOf(shapes, east).map((ring) => ring.map(([x, y]): Place => [x + 4096, y]))
      const inBoth = ([x, y]: Place) => x > 4032 && x < 4160 && y > -64 && y < 4160
      for (const place of here.flat().filter(inBoth)) expect(isOn(place, there), String(place)).toBe(true)
      for (const place of there.flat().filter(inBoth)) expect(isOn(place, here), String(place)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

/** Whether a place is exactly on a ring: a vertex may be left out where it is straight. */
const isOn = ([x, y]: Place, rings: Place[][]) =>
  rings.some((ring) =>
    ring.some(([bx, by], i) => {
      const [ax, ay] = ring.at(i - 1)!
      const isBetween = (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0
      return isBetween && (bx - ax) * (y - ay) === (by - ay) * (x - ax)
    }),
  )

test('no vertex is farther than a unit in x and y from the true border, but for the corners of the clip', () => {
  const isCorner = (place: Place) => place.every((value) => value === -64 || value === 4160)
  fc.assert(
    fc.property(somePartition, (partition) => {
      for (const rings of partition.cells)
        for (const place of ringsOf([draw.polygon(...rings)], TILE).flat())
          if (!isCorner(place)) expect(distanceTo(place, rings), String(place)).toBeLessThanOrEqual(1 + 1e-6)
    }),
    { numRuns: 60 },
  )
})

/** The greater of the distances in x and in y to the nearest place of rings. */
function distanceTo([x, y]: Place, rings: Place[][]): number {
  let least = Infinity
  for (const ring of rings)
    for (const [i, [bx, by]] of ring.entries()) {
      const [ax, ay] = ring[Math.max(0, i - 1)]!
      const at = (share: number) =>
        Math.max(Math.abs(ax + share * (bx - ax) - x), Math.abs(ay + share * (by - ay) - y))
      let [from, to] = [0, 1]
      for (let step = 0; step < 80; step++) {
        const third = (to - from) / 3
        if (at(from + third) < at(to - third)) to -= third
        else from += third
      }
      least = Math.min(least, at(from))
    }
  return least
}

test('outlines run clockwise and holes the other way, whichever way they came; a vanished outline takes its holes along', () => {
  const [outline, hole] = [boxRing(0, 0, 100, 100), boxRing(10, 10, 20, 20)]
  for (const rings of [
    [outline, hole],
    [outline.toReversed(), hole],
    [outline, hole.toReversed()],
  ]) {
    const [{ parts } = { parts: [] }] = decodedShapes([draw.polygon(...rings)])
    expect(parts.map(twiceArea)).toEqual([20_000, -200])
  }
  expect(encoded(draw.polygon(boxRing(0, 0, 0.3, 50), boxRing(0, 0, 0.2, 5))).count).toBe(0)
  expect(encoded(draw.polygon(outline, hole)).sizes).toEqual([9900])
})

test('every kind is drawn; of several kinds the highest dimension', () => {
  const line = draw.line([0, 0], [30, 40], [60, 80], [60, 5000])
  const polygon = draw.polygon(boxRing(0, 0, 10, 10))
  const features = encoded(
    draw.point(5.2, 6),
    wkb.multi(4, [draw.point(1, 2), draw.point(3, 4)]),
    line,
    wkb.multi(7, [draw.point(1, 1), line, polygon, wkb.multi(6, [draw.polygon(boxRing(20, 0, 30, 10))])]),
    wkb.multi(7, [draw.point(1, 1), line]),
  )
  expect(features.kinds).toEqual([POINTS, POINTS, LINES, POLYGONS, LINES])
  expect(features.sizes).toEqual([0, 0, 100 + 4080, 200, 100 + 4080])
  expect(features.xs.map((x, i) => [x, features.ys[i]])).toEqual([
    [5, 6],
    [Number.NaN, Number.NaN],
    ...new Array(3).fill([Number.NaN, Number.NaN]),
  ])
  expect(decodedShapes([line])[0]!.parts).toEqual([
    [
      [0, 0],
      [60, 80],
      [60, 4160],
    ],
  ])
})

test('what is outside or empty is not in the tile', () => {
  const features = encoded(
    draw.point(-65, 0),
    draw.line([-100, 5000], [5000, 5100]),
    draw.line([5, 5], [5.2, 5.3]),
    draw.polygon(boxRing(4200, 0, 4300, 10)),
    wkb.polygon(),
    wkb.multi(7, []),
    wkb.point([Number.NaN, Number.NaN]),
  )
  expect(features.count).toBe(0)
})

test('a row that cannot be drawn is named', () => {
  expect(() => encoded(draw.point(0, 0), draw.point(0, 0).subarray(0, 9))).toThrow(/^Row 1: WKB ends early/)
  expect(() => encoded(wkb.line([[0, Number.NaN]]))).toThrow('Row 0: The position 0 NaN is no place')
})
