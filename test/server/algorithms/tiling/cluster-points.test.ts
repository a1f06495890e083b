import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterPoints, meanOf, type PointSums } from '../../../../server/algorithms/tiling/cluster-points.ts'

type Place = [number, number]
const pointsAt = (places: Place[]): PointSums => ({
  sumsX: Float64Array.from(places, ([x]) => x),
  sumsY: Float64Array.from(places, ([, y]) => y),
  counts: new Float64Array(places.length).fill(1),
})
const plain = ({ sumsX, sumsY, counts }: PointSums) =>
  Array.from(counts, (count, i) => [sumsX[i], sumsY[i], count])
const coordinate = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.nat(2 ** 34))
const places = fc.array(fc.tuple(coordinate, fc.oneof(coordinate, fc.constant(3))), { maxLength: 60 })

test('the points of a cell are one cluster at their mean; a cell holds its lower bound and not its upper', () => {
  const clusters = clusterPoints(
    pointsAt([
      [0, 0],
      [-1, 0],
      [63, 1],
      [64, 0],
      [63, 1],
    ]),
    64,
  )
  expect(plain(clusters)).toEqual([
    [126, 2, 3],
    [-1, 0, 1],
    [64, 0, 1],
  ])
  expect([...clusters.clusterOf]).toEqual([0, 1, 0, 2, 0])
  expect([...clusters.firsts]).toEqual([0, 1, 3])
  expect([126, 2, -3].map((sum) => meanOf(sum, 2))).toEqual([63, 1, -1])
})

test('every point is in the cluster of its cell, as if the cells were looked up one by one', () => {
  fc.assert(
    fc.property(places, fc.constantFrom(1, 8, 64, 100), (given, cell) => {
      const { clusterOf, ...clusters } = clusterPoints(pointsAt(given as Place[]), cell)
      const cells = new Map<string, number>()
      for (const [x, y] of given) {
        const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`
        if (!cells.has(key)) cells.set(key, cells.size)
      }
      expect([...clusterOf]).toEqual(
        given.map(([x, y]) => cells.get(`${Math.floor(x / cell)} ${Math.floor(y / cell)}`)),
      )
      expect(clusters.counts.reduce((sum, count) => sum + count, 0)).toBe(given.length)
    }),
  )
})

test('joining clusters again gives the same as joining their points at once', () => {
  fc.assert(
    fc.property(places, (given) => {
      const points = pointsAt(given as Place[])
      const again = clusterPoints(clusterPoints(clusterPoints(points, 8), 16), 64)
      expect(plain(again)).toEqual(plain(clusterPoints(points, 64)))
    }),
  )
})
