import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { findPointColumns, guessDelimiter, type PointColumns } from './csv-columns.ts'
import { sourceIdOf } from './geojson-feature.ts'
import { DEFAULT_LIMITS, type RawItem, rejected } from './raw-feature.ts'
import { type ByteSource, readText } from './read-bytes.ts'
import { UnreadableSource, unreadable } from './unreadable-source.ts'

export type CsvOptions = {
  /** Columns of the position; found by their usual names when not given. */
  x?: string | undefined
  y?: string | undefined
  idField?: string | undefined
  encoding?: string | undefined
}

const REMEDY = 'Save it as CSV in UTF-8 with a header row and one record per line.'

/** Reads a table with a header row and two columns for the position; each row is a point with its columns as text properties. */
export async function* readCsv(source: ByteSource, options: CsvOptions = {}): AsyncGenerator<RawItem> {
  const limits = { ...DEFAULT_LIMITS, ...source.limits }
  const text = readText(source, options.encoding)
  const first = await text.next()
  if (first.done) throw new UnreadableSource('The file is empty.', REMEDY)
  let columns: PointColumns | undefined
  const whole = Readable.from(startingWith(first.value, text))
  const rows = whole.pipe(
    parse({
      bom: true,
      delimiter: guessDelimiter(first.value.split(/\r?\n/, 1)[0]!),
      columns: (headers: string[]) => {
        columns = findPointColumns(headers, options)
        return headers
      },
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: limits.featureCharacters,
    }),
  )
  whole.on('error', (error) => rows.destroy(error))
  let ordinal = 0
  try {
    for await (const row of rows as AsyncIterable<Record<string, string>>)
      yield pointOf(row, columns!, ++ordinal, options)
    if (!columns) throw new UnreadableSource('The file holds no header row.', REMEDY)
  } catch (error) {
    throw unreadable('CSV', error, REMEDY)
  } finally {
    whole.destroy()
  }
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

function pointOf(
  row: Record<string, string>,
  columns: PointColumns,
  ordinal: number,
  options: CsvOptions,
): RawItem {
  const sourceId = sourceIdOf(undefined, row, ordinal, options.idField)
  const [x, y] = [row[columns.x]?.trim() ?? '', row[columns.y]?.trim() ?? '']
  if (x === '' || y === '') return rejected(sourceId, 'no-geometry', `Row ${ordinal} has no position.`)
  const [lng, lat] = [Number(x), Number(y)]
  if (!(Number.isFinite(lng) && Number.isFinite(lat)))
    return rejected(
      sourceId,
      'not-finite',
      `Row ${ordinal}: "${x.slice(0, 30)}", "${y.slice(0, 30)}" are not two finite numbers.`,
    )
  return { sourceId, geometry: { type: 'Point', coordinates: [lng, lat] }, properties: row }
}
