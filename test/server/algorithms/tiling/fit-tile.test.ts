import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeLayer } from '../../../../server/algorithms/tiling/encode-layer.ts'
import { fitTile } from '../../../../server/algorithms/tiling/fit-tile.ts'
import { boxRing, decodeLayer, drawn, TILE } from '../../../support/tile-world.ts'

const draw = drawn()
/** Squares of 1, 2, 3… units, in a mixed order. */
const squares = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const side = 1 + ((i * 7) % count)
    return { wkb: draw.polygon(boxRing(0, 0, side, side)), values: [`square ${i}`, side] }
  })
const points = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    wkb: draw.point((i * 797) % 4096, (i * 1231) % 4093),
    values: [`point ${i}`, 7],
  }))
const keys = ['id', 'side']

test('a tile that fits is what its layers are', () => {
  const layers = [
    { name: 'a', keys, features: squares(5) },
    { name: 'b', keys, features: points(5) },
  ]
  const { bytes, layers: report } = fitTile({ tile: TILE, layers })
  expect(Buffer.from(bytes)).toEqual(
    Buffer.concat(layers.map((layer) => encodeLayer({ ...layer, tile: TILE }))),
  )
  expect(report).toEqual([
    { name: 'a', features: 5, leftOut: 0, clusterUnits: 0 },
    { name: 'b', features: 5, leftOut: 0, clusterUnits: 0 },
  ])
})

test('shapes lose the smallest first', () => {
  const { bytes, layers } = fitTile({
    tile: TILE,
    layers: [{ name: 'layer', keys, features: squares(100) }],
    mostBytes: 2000,
  })
  const [{ features, leftOut }] = layers as [(typeof layers)[0]]
  expect(features + leftOut).toBe(100)
  const sides = decodeLayer(bytes).map(({ properties }) => properties.side as number)
  expect(sides.toSorted((a, b) => b - a)).toEqual(Array.from({ length: features }, (_, i) => 100 - i))
  expect(bytes.length).toBeLessThanOrEqual(2000)
  expect(bytes.length).toBeGreaterThan(1900)
})

test('points are joined in cells twice as wide until they fit, and none is lost', () => {
  const { bytes, layers } = fitTile({
    tile: TILE,
    layers: [{ name: 'layer', keys, features: points(20_000) }],
  })
  expect(bytes.length).toBeLessThanOrEqual(500_000)
  expect(layers).toEqual([
    { name: 'layer', features: decodeLayer(bytes).length, leftOut: 0, clusterUnits: 32 },
  ])
  const members = decodeLayer(bytes).reduce(
    (sum, { properties }) => sum + Number(properties.pointCount ?? 1),
    0,
  )
  expect(members).toBe(20_000)
})

test('only what is heaviest is cut', () => {
  const { layers } = fitTile({
    tile: TILE,
    layers: [
      { name: 'light', keys, features: [...squares(20), ...points(20)] },
      { name: 'heavy', keys, features: points(1000) },
    ],
    mostBytes: 10_000,
  })
  expect(layers).toMatchObject([
    { features: 40, leftOut: 0, clusterUnits: 0 },
    { leftOut: 0, clusterUnits: 256 },
  ])
})

test('no tile exceeds its bytes, nothing is lost without being counted, and twice gives the same', () => {
  const layer = fc.record({
    squares: fc.nat(60),
    points: fc.nat(200),
    text: fc.nat(400),
    shared: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 3 }), fc.nat(6000), (given, mostBytes) => {
      const layers = given.map((counts, i) => ({
        name: `layer${i}`,
        keys,
        features: [...squares(counts.squares), ...points(counts.points)].map(({ wkb, values }, k) => ({
          wkb,
          values: ['x'.repeat(counts.text) + (counts.shared ? k % 3 : k), values[1]!],
        })),
      }))
      const fitted = fitTile({ tile: TILE, layers, mostBytes })
      expect(fitted.bytes.length).toBeLessThanOrEqual(mostBytes)
      for (const [i, { name, features, leftOut }] of fitted.layers.entries()) {
        const inTile = decodeLayer(fitted.bytes, name)
        expect(inTile).toHaveLength(features)
        const members = inTile.reduce((sum, { properties }) => sum + Number(properties.pointCount ?? 1), 0)
        expect(members + leftOut).toBe(layers[i]!.features.length)
      }
      expect(fitTile({ tile: TILE, layers, mostBytes })).toEqual(fitted)
    }),
    { numRuns: 150 },
  )
})
