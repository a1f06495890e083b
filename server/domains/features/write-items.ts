import type { ItemWriter, WritingEnd } from './formats/item-writer.ts'
import type { ItemChunk } from './read-items.ts'

/** Pieces of about this size are sent: large enough that sending costs little, small enough to be nothing in memory. */
const PIECE_BYTES = 65_536

/** Rows in, bytes out. @param end what there is to say once so many rows are written */
export async function* writeItems(
  chunks: AsyncIterable<ItemChunk>,
  writer: ItemWriter,
  end: (written: number, next: string | undefined) => Promise<WritingEnd>,
): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let size = 0
  const add = (piece: string | Uint8Array) => {
    const bytes =
      typeof piece === 'string'
        ? Buffer.from(piece)
        : Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    pieces.push(bytes)
    size += bytes.length
  }
  let written = 0
  let next: string | undefined
  add(writer.head())
  for await (const chunk of chunks) {
    next = chunk.next
    for (const row of chunk.rows) {
      add(writer.row(row, written++))
      if (size < PIECE_BYTES) continue
      yield Buffer.concat(pieces)
      pieces = []
      size = 0
    }
  }
  add(writer.tail(await end(written, next)))
  yield Buffer.concat(pieces)
}
