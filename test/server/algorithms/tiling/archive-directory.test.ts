import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import {
  ArchiveEntries,
  type ArchiveEntry,
  encodeDirectory,
} from '../../../../server/algorithms/tiling/archive-directory.ts'

/** The entries of a directory, read by the words of the specification. */
function decode(bytes: Uint8Array): ArchiveEntry[] {
  const reader = new PbfReader(bytes)
  const count = reader.readVarint()
  const column = () => Array.from({ length: count }, () => reader.readVarint())
  const [steps, runs, lengths, offsets] = [column(), column(), column(), column()]
  const entries: ArchiveEntry[] = []
  for (let i = 0; i < count; i++) {
    const before = entries[i - 1]
    entries.push({
      id: (before?.id ?? 0) + steps[i]!,
      runLength: runs[i]!,
      length: lengths[i]!,
      offset: offsets[i] === 0 ? before!.offset + before!.length : offsets[i]! - 1,
    })
  }
  expect(reader.pos).toBe(bytes.length)
  return entries
}

const entriesOf = (list: ArchiveEntry[]) => {
  const entries = new ArchiveEntries()
  for (const entry of list) entries.add(entry)
  return entries
}

test('a directory is read back as it was written', () => {
  const anyEntry = fc.record({
    step: fc.integer({ min: 1, max: 2 ** 40 }),
    offset: fc.nat(2 ** 42),
    length: fc.integer({ min: 1, max: 500_000 }),
    isBehind: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 3000 }), (steps) => {
      const list: ArchiveEntry[] = []
      for (const { step, offset, length, isBehind } of steps) {
        const before = list.at(-1)
        list.push({
          id: (before?.id ?? -1) + 1 + step,
          offset: before && isBehind ? before.offset + before.length : offset,
          length,
          runLength: 1,
        })
      }
      const entries = entriesOf(list)
      expect(decode(encodeDirectory(entries))).toEqual(list)
      const half = list.length >> 1
      expect(decode(encodeDirectory(entries, half))).toEqual(list.slice(half))
    }),
    { numRuns: 30 },
  )
})

test('tiles that follow each other and are the same bytes are one entry', () => {
  const one = { offset: 0, length: 10, runLength: 1 }
  const other = { offset: 10, length: 5, runLength: 1 }
  const entries = entriesOf([
    { id: 3, ...one },
    { id: 4, ...one },
    { id: 5, ...other },
    { id: 7, ...other },
    { id: 8, ...one },
  ])
  expect(decode(encodeDirectory(entries))).toEqual([
    { id: 3, ...one, runLength: 2 },
    { id: 5, ...other },
    { id: 7, ...other },
    { id: 8, ...one },
  ])
})

test('ids that do not ascend are refused with both', () => {
  const entries = entriesOf([{ id: 4, offset: 0, length: 1, runLength: 3 }])
  expect(() => entries.add({ id: 6, offset: 9, length: 1, runLength: 1 })).toThrow(
    'The tile 6 comes after tile 6',
  )
})
