import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeLayer } from '../../../../server/algorithms/tiling/encode-layer.ts'
import { boxRing, decodeLayer, drawn, TILE, wkb } from '../../../support/tile-world.ts'

const draw = drawn()
const layer = { name: 'layer', tile: TILE, keys: ['id', 'count'] }

test('layers one after the other are a tile, shapes before points', () => {
  const features = [
    { wkb: draw.point(8, 9), values: ['p', 1] },
    { wkb: draw.polygon(boxRing(0, 0, 10, 20)), values: ['a', null] },
  ]
  const tile = Buffer.concat([
    encodeLayer({ ...layer, name: 'first', features }),
    encodeLayer({ ...layer, features: features.slice(0, 1) }),
  ])
  expect(decodeLayer(tile, 'first').map(({ type, properties }) => [type, properties])).toEqual([
    [3, { id: 'a' }],
    [1, { id: 'p', count: 1 }],
  ])
  expect(decodeLayer(tile)).toEqual([{ type: 1, properties: { id: 'p', count: 1 }, parts: [[[8, 9]]] }])
})

test('nothing in the tile is no bytes; the extent and the buffer can be others', () => {
  const features = [{ wkb: draw.point(-70, 0), values: ['a', 1] }]
  expect(encodeLayer({ ...layer, features })).toHaveLength(0)
  expect(decodeLayer(encodeLayer({ ...layer, buffer: 80, features }))[0]!.parts).toEqual([[[-70, 0]]])
  expect(decodeLayer(encodeLayer({ ...layer, extent: 512, features }))[0]!.parts).toEqual([[[-9, 0]]])
})

test('at low zooms the points of a cell are one feature', () => {
  const features = [
    { wkb: draw.point(1, 1), values: ['a', 5] },
    { wkb: draw.point(100, 100), values: ['c', 5] },
    { wkb: draw.point(4, 6), values: ['b', 5] },
  ]
  expect(decodeLayer(encodeLayer({ ...layer, features, clusterUnits: 64 }))).toEqual([
    { type: 1, properties: { count: 5, pointCount: 2 }, parts: [[[3, 4]]] },
    { type: 1, properties: { id: 'c', count: 5 }, parts: [[[100, 100]]] },
  ])
})

test('broken geometry gives an error that says so, or a tile that can be read', () => {
  const whole = wkb.multi(7, [
    draw.point(9, 9),
    draw.line([-500, 7], [5000, 900]),
    draw.polygon(boxRing(-500, -600, 700, 800), boxRing(5, 5, 9, 9)),
  ])
  const mutation = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  fc.assert(
    fc.property(
      fc.array(mutation, { maxLength: 6 }),
      fc.integer({ min: 0, max: 400 }),
      (mutations, shorter) => {
        const bytes = Buffer.from(whole)
        for (const { at, byte } of mutations) bytes[at] = byte
        const broken = bytes.subarray(0, shorter > 200 ? whole.length : shorter)
        let tile: Uint8Array
        try {
          tile = encodeLayer({ ...layer, features: [{ wkb: broken, values: ['a', 1] }] })
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
          expect((error as Error).message).toMatch(/^Row 0: (WKB|The position) /)
          return
        }
        for (const [x, y] of decodeLayer(tile).flatMap(({ parts }) => parts.flat())) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-64)
          expect(Math.max(x, y)).toBeLessThanOrEqual(4160)
        }
      },
    ),
    { numRuns: 3000 },
  )
})
