import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipLine, clipRing } from '../../../../server/algorithms/tiling/clip-to-box.ts'
import { Path } from '../../../../server/algorithms/tiling/snap-to-tile.ts'
import { type Place, twiceArea } from '../../../support/tile-world.ts'

const box = { low: 0, high: 100 }
const pathOf = (places: Place[]) => {
  const path = new Path()
  path.clear(places.length)
  path.xy.set(places.flat())
  path.count = places.length
  return path
}
const placesOf = ({ xy }: Path, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i): Place => [xy[2 * (from + i)]!, xy[2 * (from + i) + 1]!])
const clippedRing = (places: Place[]) => {
  const path = clipRing(pathOf(places), box, new Path())
  return placesOf(path, 0, path.count)
}
const clippedLine = (places: Place[]) => {
  const pieces = new Path()
  const ends = clipLine(pathOf(places), box, pieces)
  return ends.map((end, i) => placesOf(pieces, ends[i - 1] ?? 0, end))
}
const place = fc.tuple(fc.integer({ min: -300, max: 400 }), fc.integer({ min: -300, max: 400 }))

test('a ring is cut along the sides of the box, a ring outside is gone', () => {
  const diamond: Place[] = [
    [50, -50],
    [150, 50],
    [50, 150],
    [-50, 50],
  ]
  const square = clippedRing(diamond)
  expect(twiceArea(square)).toBe(2 * 100 * 100)
  expect(clippedRing(diamond.map(([x, y]) => [x + 500, y]))).toEqual([])
  expect(clippedRing([])).toEqual([])
})

test('a triangle is cut at whole numbers nearest to the crossings', () => {
  const triangle: Place[] = [
    [90, 10],
    [113, 17],
    [90, 50],
  ]
  expect(clippedRing(triangle)).toEqual([
    [90, 10],
    [100, 13],
    [100, 36],
    [90, 50],
  ])
})

test('two rings on either side of an edge share its crossings, so that their areas add up', () => {
  fc.assert(
    fc.property(place, place, place, place, (a, b, c, d) => {
      const rings = [
        [a, b, c],
        [a, c, d],
        [a, b, c, d],
      ].map((ring) => twiceArea(clippedRing(ring as Place[])))
      expect(rings[0]! + rings[1]!).toBe(rings[2])
    }),
    { numRuns: 2000 },
  )
})

test('an edge that comes from far away is cut at the same places in whichever direction it is run', () => {
  const far = fc.integer({ min: -(2 ** 38), max: 2 ** 38 })
  const end = fc.oneof(fc.tuple(far, far), place)
  fc.assert(
    fc.property(end, end, fc.integer({ min: -3, max: 3 }), (a, b, shift) => {
      // Mirrored at the middle of the box, so that the edge runs through it more often than not.
      const c: Place = [100 - a[0] + shift, 100 - a[1]]
      const ring: Place[] = [a as Place, c, b as Place]
      expect(clippedRing(ring.toReversed()).toSorted()).toEqual(clippedRing(ring).toSorted())
    }),
    { numRuns: 5000 },
  )
})

test('a line falls into the pieces inside, the same whichever way it runs', () => {
  expect(
    clippedLine([
      [-10, 50],
      [50, 50],
      [50, 110],
      [60, 110],
      [60, 90],
    ]),
  ).toEqual([
    [
      [0, 50],
      [50, 50],
      [50, 100],
    ],
    [
      [60, 100],
      [60, 90],
    ],
  ])
  fc.assert(
    fc.property(fc.array(place, { maxLength: 8 }), (line) => {
      const backwards = clippedLine(line.toReversed() as Place[]).map((piece) => piece.toReversed())
      expect(backwards.toReversed()).toEqual(clippedLine(line as Place[]))
    }),
  )
})

test('a line along the edge of a ring is cut where the ring is', () => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      const corners = new Set(clippedRing([a, b, c] as Place[]).map(String))
      for (const position of clippedLine([a, b] as Place[]).flat())
        expect(corners).toContain(String(position))
    }),
  )
})
