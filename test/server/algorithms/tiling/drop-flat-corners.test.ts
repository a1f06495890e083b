import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  dropFlatCorners,
  dropStraightPositions,
} from '../../../../server/algorithms/tiling/drop-flat-corners.ts'
import { Path } from '../../../../server/algorithms/tiling/snap-to-tile.ts'
import { netSteps, type Place, twiceArea } from '../../../support/tile-world.ts'

const pathOf = (places: Place[]) => {
  const path = new Path()
  path.clear(places.length)
  path.xy.set(places.flat())
  path.count = places.length
  return path
}
const placesOf = ({ xy }: Path, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i): Place => [xy[2 * (from + i)]!, xy[2 * (from + i) + 1]!])
const tidyRing = (places: Place[]) => {
  const path = pathOf(places)
  const area = dropFlatCorners(path)
  return { area, ring: placesOf(path, 0, path.count) }
}
const place = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }))

test('repeats, straight corners and spikes go, at the seam too', () => {
  const ring: Place[] = [
    [5, 0],
    [9, 0],
    [9, 4],
    [14, 4],
    [9, 4],
    [9, 4],
    [9, 9],
    [0, 9],
    [0, 0],
    [5, 0],
  ]
  expect(tidyRing(ring)).toEqual({
    area: 162,
    ring: [
      [9, 0],
      [9, 9],
      [0, 9],
      [0, 0],
    ],
  })
  expect(tidyRing(ring.toReversed()).area).toBe(-162)
})

test('a ring of no area is gone', () => {
  const flat: Place[] = [
    [0, 0],
    [3, 3],
    [1, 1],
    [0, 0],
  ]
  expect(tidyRing(flat)).toEqual({ area: 0, ring: [] })
  expect(tidyRing([])).toEqual({ area: 0, ring: [] })
})

test('what is left runs through every step that the ring ran, net of spikes, and no corner of it is flat', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), (places): boolean => {
      const { area, ring } = tidyRing(places as Place[])
      expect(area).toBe(twiceArea(places as Place[]) || 0)
      if (area === 0) return ring.length === 0
      expect(netSteps([ring])).toEqual(netSteps([places as Place[]]))
      for (const [i, b] of ring.entries()) {
        const [a, c] = [ring.at(i - 1)!, ring.at((i + 1) % ring.length)!]
        expect((b[0] - a[0]) * (c[1] - b[1])).not.toBe((b[1] - a[1]) * (c[0] - b[0]))
      }
      return true
    }),
    { numRuns: 2000 },
  )
})

test('a line keeps the tips at which it turns back', () => {
  const line: Place[] = [
    [9, 9],
    [0, 0],
    [1, 1],
    [1, 1],
    [5, 5],
    [3, 3],
    [3, 3],
  ]
  const path = pathOf(line)
  expect(placesOf(path, 1, dropStraightPositions(path, 1, 7))).toEqual([
    [0, 0],
    [5, 5],
    [3, 3],
  ])
  expect(dropStraightPositions(pathOf(line), 2, 4)).toBe(2)
})
