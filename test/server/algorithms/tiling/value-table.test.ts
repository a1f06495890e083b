import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { TileFeatures, type TileValue } from '../../../../server/algorithms/tiling/tile-features.ts'
import { ValueTable } from '../../../../server/algorithms/tiling/value-table.ts'
import { writeLayer } from '../../../../server/algorithms/tiling/write-layer.ts'

function decoded(value: TileValue) {
  const features = new TileFeatures()
  features.addPoint(0, 0, [value])
  const { bytes } = writeLayer({ name: 'a', keys: ['key'], extent: 4096 }, [{ features, chosen: [0] }])
  return new VectorTile(new PbfReader(bytes)).layers.a!.feature(0).properties.key
}

test('a client decodes the value that was given', () => {
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ minLength: 120, maxLength: 300 }),
    fc.boolean(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double().map((number) => number + 0),
    fc.constantFrom(0, -(2 ** 52), -(2 ** 52) - 1, -(2 ** 53) + 1, 2 ** 53 - 1, 1e300, Number.NaN, Infinity),
  )
  fc.assert(
    fc.property(value, (given) => {
      expect(decoded(given)).toBe(given === 0 ? 0 : given)
    }),
    { numRuns: 1000 },
  )
})

test('a bigint is decoded as the nearest number', () => {
  for (const given of [0n, -7n, 2n ** 53n, 2n ** 64n - 1n, -(2n ** 63n), 2n ** 70n, -(2n ** 65n)])
    expect(decoded(given)).toBe(Number(given))
})

test('numbers are written as PostGIS writes them: unsigned, signed, double', () => {
  const fieldOf = (value: number) => {
    const table = new ValueTable()
    table.numberOf(value)
    return table.bytes.bytes[2]! >> 3
  }
  expect([5, 0, -5, 0.5].map(fieldOf)).toEqual([5, 5, 6, 3])
})

test('a value has one number, and kinds are kept apart', () => {
  const table = new ValueTable()
  const given = ['1', 1, true, 1n, 1.5, '1', false, 0, -0, 1]
  expect(given.map((value) => table.numberOf(value))).toEqual([0, 1, 2, 1, 3, 0, 4, 5, 5, 1])
})
