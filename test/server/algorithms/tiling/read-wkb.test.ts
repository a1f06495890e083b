import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  HOLE,
  LINE,
  OUTLINE,
  POINT,
  readWkb,
  WkbParts,
} from '../../../../server/algorithms/tiling/read-wkb.ts'
import { boxRing, type Place, wkb } from '../../../support/tile-world.ts'

const partsOf = (bytes: Uint8Array) => {
  const parts = new WkbParts()
  readWkb(bytes, parts)
  return Array.from({ length: parts.length }, (_, i) => ({
    kind: parts.kinds[i],
    count: parts.counts[i],
    firstX: parts.view.getFloat64(parts.offsets[i]!, true),
  }))
}
const line: Place[] = [
  [7, 8],
  [9, 10],
]
const everything = wkb.multi(7, [
  wkb.point([3, 4]),
  wkb.multi(4, [wkb.point([5, 6])]),
  wkb.multi(5, [wkb.line(line)]),
  wkb.multi(6, [wkb.polygon(boxRing(0, 0, 9, 9), boxRing(1, 1, 2, 2)), wkb.polygon(boxRing(20, 0, 29, 9))]),
])

test('the parts of every kind of geometry are found in their order', () => {
  expect(partsOf(everything)).toEqual([
    { kind: POINT, count: 1, firstX: 3 },
    { kind: POINT, count: 1, firstX: 5 },
    { kind: LINE, count: 2, firstX: 7 },
    { kind: OUTLINE, count: 5, firstX: 0 },
    { kind: HOLE, count: 5, firstX: 1 },
    { kind: OUTLINE, count: 5, firstX: 20 },
  ])
})

test.each([
  ['ISO Z', 1002, [], 1],
  ['ISO M', 2002, [], 1],
  ['ISO ZM', 3002, [], 2],
  ['extended Z', 0x80000002, [], 1],
  ['extended ZM with SRID', 0xe0000002, [3857], 2],
])('further coordinates are stepped over: %s', (_, type, srid, further) => {
  const head = Buffer.from([1, ...new Uint8Array(Uint32Array.from([type, ...srid, 2]).buffer)])
  const places = line.flatMap((place) => [...place, ...new Array<number>(further).fill(99)])
  const parts = new WkbParts()
  readWkb(Buffer.concat([head, Buffer.from(new Float64Array(places).buffer)]), parts)
  const [at, stride] = [parts.offsets[0]!, parts.strides[0]!]
  expect([parts.view.getFloat64(at + stride, true), parts.view.getFloat64(at + stride + 8, true)]).toEqual([
    9, 10,
  ])
})

test('what cannot be drawn is refused with the reason', () => {
  const circularString = wkb.line(line)
  circularString[1] = 8
  expect(() => partsOf(circularString)).toThrow('WKB has the geometry type 8, 1–7 are drawn.')
  expect(() => partsOf(Buffer.from('000000000140000000000000004010000000000000', 'hex'))).toThrow(
    'big endian',
  )
  expect(() => partsOf(Buffer.from([7, 0, 0, 0, 0]))).toThrow('byte order 7')
  expect(() => partsOf(everything.subarray(0, 30))).toThrow('WKB ends early')
  expect(() => partsOf(new Uint8Array(0))).toThrow('WKB ends early: 5 more bytes are wanted, 0 are there.')
  let nested = wkb.point([1, 2])
  for (let depth = 0; depth < 17; depth++) nested = wkb.multi(7, [nested])
  expect(() => partsOf(nested)).toThrow('nests collections more than 16 deep')
})

test('a count that its bytes cannot hold is refused before it is believed', () => {
  const polygon = wkb.polygon(boxRing(0, 0, 9, 9))
  polygon.writeUInt32LE(0xffffffff, 5)
  expect(() => partsOf(polygon)).toThrow('WKB ends early')
})

test('broken bytes give an error or parts inside of them, whatever lies around them', () => {
  const mutation = fc.record({ at: fc.nat(everything.length - 1), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(mutation, { maxLength: 4 }), fc.nat(everything.length), (mutations, length) => {
      const around = Buffer.alloc(everything.length + 40, 1)
      everything.copy(around, 20)
      for (const { at, byte } of mutations) around[20 + at] = byte
      const bytes = around.subarray(20, 20 + length)
      const parts = new WkbParts()
      try {
        readWkb(bytes, parts)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
        expect((error as Error).message).toMatch(/^WKB /)
        return
      }
      for (let i = 0; i < parts.length; i++) {
        expect(parts.offsets[i]).toBeGreaterThanOrEqual(bytes.byteOffset)
        expect(parts.offsets[i]! + parts.counts[i]! * parts.strides[i]!).toBeLessThanOrEqual(
          bytes.byteOffset + length,
        )
      }
    }),
    { numRuns: 2000 },
  )
})
