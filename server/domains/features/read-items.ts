import type { Database } from '../../platform/database.ts'
import { invalidRequest } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { cursorLength, cursorOf, type ItemRow, listItems, type Selection } from './queries.ts'

/** Rows read at once: few enough to be nothing in memory, many enough that asking costs little. */
const CHUNK_ROWS = 2000
/** Each chunk of an order that no index has sorts anew. */
const SORTED_CHUNK_ROWS = 5000

/** Some rows, and the cursor of those that follow when there are more. */
export type ItemChunk = { rows: ItemRow[]; next: string | undefined }

/**
 * The rows of a selection, chunk by chunk: each is one short query, so a slow reader holds no connection, and one that goes away
 * asks no further. By keys instead of numbers, so that the last page is found as fast as the first.
 * @param page.limit how many in all; Infinity for all
 */
export async function* readItems(
  db: Database,
  layer: Layer,
  selection: Selection,
  page: { cursor: string | undefined; limit: number },
): AsyncGenerator<ItemChunk> {
  const length = cursorLength(selection)
  let cursor = page.cursor === undefined ? undefined : readCursor(page.cursor, length)
  const most = selection.sort.length > 0 ? SORTED_CHUNK_ROWS : CHUNK_ROWS
  for (let left = page.limit; ; ) {
    const size = Math.min(left, most)
    // One more than is wanted says whether there are more.
    const found = await listItems(db, layer, selection, { cursor, limit: size + 1 })
    const rows = found.slice(0, size)
    left -= rows.length
    const last = rows.at(-1)
    cursor = found.length > size && last ? cursorOf(last, length) : undefined
    yield { rows, next: cursor && writeCursor(cursor) }
    if (!cursor || left === 0) return
  }
}

const writeCursor = (values: readonly (string | null)[]) =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** @throws DomainError `invalid-request` for anything that no next link of this order says */
function readCursor(text: string, length: number): (string | null)[] {
  const refuse = () =>
    invalidRequest('querystring/cursor', 'The cursor is none that a next link of this query says.', {
      remedy: 'Leave it out to begin at the first page.',
    })
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw refuse()
  }
  if (!Array.isArray(values) || values.length !== length) throw refuse()
  if (!values.every((value) => value === null || (typeof value === 'string' && !value.includes('\u0000'))))
    throw refuse()
  return values
}
