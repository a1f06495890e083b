import { expect, test } from 'vitest'
import { TileFeatures, type TileValue } from '../../../../server/algorithms/tiling/tile-features.ts'
import { writeLayer } from '../../../../server/algorithms/tiling/write-layer.ts'
import { decodeLayer } from '../../../support/tile-world.ts'

const points = (...values: TileValue[][]) => {
  const features = new TileFeatures()
  for (const [i, own] of values.entries()) features.addPoint(i, 2 * i, own)
  return features
}
const layer = { name: 'layer', keys: ['a', 'unused', '名'], extent: 4096 }

test('the chosen features are written, with the attributes they have', () => {
  const features = points([1, null, 'x'], [2, null, 'y'], [null, null, 'x'])
  const { bytes } = writeLayer(layer, [
    { features, chosen: [0, 2] },
    { features: points([3]), chosen: [0] },
  ])
  expect(decodeLayer(bytes).map(({ properties, parts }) => [properties, parts])).toEqual([
    [{ a: 1, 名: 'x' }, [[[0, 0]]]],
    [{ 名: 'x' }, [[[2, 4]]]],
    [{ a: 3 }, [[[0, 0]]]],
  ])
})

test('a layer without features is no bytes', () => {
  expect(writeLayer(layer, [{ features: points(), chosen: [] }]).bytes).toHaveLength(0)
})

test('the bytes of one point, written out', () => {
  const { bytes } = writeLayer({ name: 'p', keys: ['k'], extent: 4096 }, [
    { features: points([7]), chosen: [0] },
  ])
  // layer: version 2, name, extent, the feature (tags 0 0, kind 1, geometry), key, value
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '1a1c' +
      '7802' +
      '0a0170' +
      '288020' +
      '120b' +
      '12020000' +
      '1801' +
      '2203090000' +
      '1a016b' +
      '22022807',
  )
})

test('the costs add up to the bytes that are not the layer’s own, and shared values are paid once', () => {
  const features = points(['long enough', null, 1], ['long enough', null, 2])
  const whole = writeLayer(layer, [{ features, chosen: [0, 1] }])
  const first = writeLayer(layer, [{ features, chosen: [0] }])
  expect(whole.bytes.length - first.bytes.length).toBe(whole.costs[0]![1])
  expect(whole.costs[0]![1]).toBeLessThan(whole.costs[0]![0]! - 'long enough'.length)
})
