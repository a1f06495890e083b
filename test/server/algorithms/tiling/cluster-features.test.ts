import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clusterFeatures,
  featuresOfClusters,
  pointsOf,
} from '../../../../server/algorithms/tiling/cluster-features.ts'
import { encodeLayer } from '../../../../server/algorithms/tiling/encode-layer.ts'
import { TileFeatures, type TileValue } from '../../../../server/algorithms/tiling/tile-features.ts'
import { decodeLayer, drawn, type Place, SIZE, TILE } from '../../../support/tile-world.ts'

type Point = [x: number, y: number, values: TileValue[]]
function joined(points: Point[], cellUnits: number, countKey = 2) {
  const features = new TileFeatures()
  for (const [x, y, values] of points) features.addPoint(x, y, values)
  const clusters = clusterFeatures(pointsOf(features, [...points.keys()], countKey), cellUnits, SIZE)
  const { xs, ys, values } = featuresOfClusters(clusters, countKey)
  return xs.map((x, i) => [x, ys[i], values[i]])
}

test('a cluster keeps the attributes in which its members agree, and the given rows stay as they were', () => {
  const points: Point[] = [
    [0, 0, ['a', 'open']],
    [10, 11, ['b', 'open']],
    [70, 0, ['c', null]],
    [3, 5, [null, 'open']],
  ]
  expect(joined(points, 64)).toEqual([
    [4, 5, [null, 'open', 3]],
    [70, 0, ['c', null, null]],
  ])
  expect(points[0]).toEqual([0, 0, ['a', 'open']])
})

test('points that were grouped before weigh as many as they stand for', () => {
  const points: Point[] = [
    [0, 0, ['a', 3]],
    [40, 20, ['a', null]],
    [100, 0, ['b', 9]],
  ]
  expect(joined(points, 64, 1)).toEqual([
    [10, 5, ['a', 4]],
    [100, 0, ['b', 9]],
  ])
})

test('cells that the buffer holds in part are left to the tile that has them whole', () => {
  const points: Point[] = [
    [-64, 0, []],
    [4159, 0, []],
    [4160, 0, []],
    [0, 100, []],
  ]
  expect(joined(points, 64, 0).map(([x]) => x)).toEqual([-64, 4159, 0])
  expect(joined(points, 128, 0).map(([x]) => x)).toEqual([0])
  expect(() => joined(points, 100, 0)).toThrow('Cells of 100 units do not divide a tile of 4096.')
})

test('adjoining tiles show the same clusters where they meet', () => {
  const places = fc.array(fc.tuple(fc.integer({ min: 3900, max: 4300 }), fc.integer({ min: 0, max: 200 })), {
    maxLength: 80,
  })
  const draw = drawn()
  fc.assert(
    fc.property(places, (given) => {
      const features = given.map(([x, y], i) => ({ wkb: draw.point(x, y), values: [`${i}`, i % 3] }))
      const clustersOf = (tile: typeof TILE, west: number) =>
        decodeLayer(encodeLayer({ name: 'layer', keys: ['id', 'kind'], tile, features, clusterUnits: 64 }))
          .map(({ parts, properties }) => ({
            at: parts[0]!.map(([x, y]): Place => [x + west, y]),
            properties,
          }))
          .filter(({ at: [place] }) => place![0] >= 4032 && place![0] < 4160)
      expect(clustersOf({ ...TILE, x: TILE.x + 1 }, 4096)).toEqual(clustersOf(TILE, 0))
    }),
  )
})
