import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { ByteWriter, utf8Length, varintLength } from '../../../../server/algorithms/tiling/byte-writer.ts'

test('numbers are read back by a protobuf reader, and take the bytes that are counted', () => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeNat(), fc.nat(70_000)), (value) => {
      const writer = new ByteWriter(1)
      writer.varint(value)
      expect(new PbfReader(writer.written()).readVarint()).toBe(value)
      expect(varintLength(value)).toBe(writer.length)
    }),
  )
})

test('a number of 64 bits and a double are read back', () => {
  const writer = new ByteWriter(1)
  writer.bigVarint(2n ** 64n - 1n)
  writer.double(-1.5e-300)
  const reader = new PbfReader(writer.written())
  expect(reader.readVarint()).toBe(2 ** 64)
  expect(reader.readDouble()).toBe(-1.5e-300)
})

test('a text is the UTF-8 of the platform, of any characters and halves of them', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('网格', 'é', '𠀀𠀁', '\ud800x', '\udc00', '网\ud800'),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const writer = new ByteWriter(1)
      writer.text(text, utf8Length(text))
      expect(new PbfReader(writer.written()).readBytes()).toEqual(new TextEncoder().encode(text))
    }),
  )
})

test('bytes are appended, few and many', () => {
  const source = Uint8Array.from({ length: 100 }, (_, i) => i)
  const writer = new ByteWriter(1)
  writer.append(source, 1, 4)
  writer.append(source, 0, 100)
  expect([...writer.written()]).toEqual([1, 2, 3, ...source])
})
