import { ByteWriter } from './byte-writer.ts'

/** What one entry of a directory says: `runLength` tiles from `id` on are all these bytes; 0: a directory of its own. */
export type ArchiveEntry = { id: number; offset: number; length: number; runLength: number }

const FIELDS = 4

/**
 * The entries of a tile archive, by ascending id: 32 bytes each, however many. Tiles that follow each other and are the same bytes are
 * one entry.
 */
export class ArchiveEntries {
  #values = new Float64Array(1024 * FIELDS)
  #count = 0

  get count(): number {
    return this.#count
  }

  at(i: number): ArchiveEntry {
    const [id, offset, length, runLength] = this.#values.subarray(i * FIELDS, (i + 1) * FIELDS)
    return { id: id!, offset: offset!, length: length!, runLength: runLength! }
  }

  /** @throws RangeError for an id that is not higher than all before */
  add({ id, offset, length, runLength }: ArchiveEntry): void {
    const last = this.#count > 0 ? this.at(this.#count - 1) : undefined
    const next = last ? last.id + Math.max(1, last.runLength) : 0
    if (id < next) throw new RangeError(`The tile ${id} comes after tile ${next - 1}; ids must ascend.`)
    if (last && id === next && runLength === 1 && last.runLength > 0 && last.offset === offset) {
      this.#values[this.#count * FIELDS - 1]!++
      return
    }
    if ((this.#count + 1) * FIELDS > this.#values.length) {
      const grown = new Float64Array(2 * this.#values.length)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values.set([id, offset, length, runLength], this.#count * FIELDS)
    this.#count++
  }
}

/**
 * Some entries as a PMTiles directory, not compressed: column by column, ids by their differences, an offset right behind the
 * entry before as 0.
 *
 * @param from first entry, `to` the one after the last
 * @returns bytes. Cost: O(entries). Deterministic. Source: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md § 4.2
 */
export function encodeDirectory(entries: ArchiveEntries, from = 0, to = entries.count): Uint8Array {
  const out = new ByteWriter(4 * (to - from) + 16)
  out.varint(to - from)
  const each = (write: (entry: ArchiveEntry, before: ArchiveEntry | undefined) => void) => {
    let before: ArchiveEntry | undefined
    for (let i = from; i < to; i++) {
      const entry = entries.at(i)
      write(entry, before)
      before = entry
    }
  }
  each(({ id }, before) => out.varint(id - (before?.id ?? 0)))
  each(({ runLength }) => out.varint(runLength))
  each(({ length }) => out.varint(length))
  each(({ offset }, before) =>
    out.varint(before && offset === before.offset + before.length ? 0 : offset + 1),
  )
  return out.written().slice()
}
