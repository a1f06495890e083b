import { type FileHandle, open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { dbfEncoding } from './dbf-encoding.ts'
import { UnreadableSource } from './unreadable-source.ts'

type Field = { name: string; type: string; offset: number; length: number }
type Value = string | number | boolean | null
/** One row; undefined for a row that is marked as deleted. */
export type DbfRow = Record<string, Value> | undefined

const HEADER_BYTES = 32
const FIELD_BYTES = 32
const END_OF_FIELDS = 0x0d
const DELETED = 0x2a
const ROWS_PER_READ = 500
const SAMPLE_BYTES = 256 * 1024
const REMEDY = 'Export the attribute table again, or convert it: ogr2ogr -f GeoJSON out.geojson in.shp'

/**
 * Reads a dBASE table (.dbf) row by row. Why not the table reader of `shapefile`: it hands out deleted rows, fails on field types it does
 * not know, and must be told the encoding, which has to be found from the bytes.
 * @param encoding declared by the user; `cpg` the text of the .cpg file
 */
export async function* readDbf(
  path: string,
  options: { encoding?: string | undefined; cpg?: string | undefined } = {},
): AsyncGenerator<DbfRow> {
  const file = await open(path)
  try {
    const { headerBytes, rowBytes, rowCount, fieldBytes, languageDriver } = await readHeader(file)
    const sample = await readAt(file, headerBytes, SAMPLE_BYTES)
    const encoding = dbfEncoding({
      declared: options.encoding,
      cpg: options.cpg,
      languageDriver,
      sample: Buffer.concat([fieldBytes, sample]),
    })
    const fields = fieldsOf(fieldBytes, rowBytes, encoding)
    for (let first = 0; first < rowCount; first += ROWS_PER_READ) {
      const wanted = Math.min(ROWS_PER_READ, rowCount - first)
      const rows = await readAt(file, headerBytes + first * rowBytes, wanted * rowBytes)
      for (let at = 0; at + rowBytes <= rows.length; at += rowBytes)
        yield rowOf(rows.subarray(at, at + rowBytes), fields, encoding)
      // Shorter than the header says: what is there has been read.
      if (rows.length < wanted * rowBytes) return
    }
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, at)
  return buffer.subarray(0, bytesRead)
}

async function readHeader(file: FileHandle) {
  const header = await readAt(file, 0, HEADER_BYTES)
  const headerBytes = header.length === HEADER_BYTES ? header.readUInt16LE(8) : 0
  const rowBytes = headerBytes > 0 ? header.readUInt16LE(10) : 0
  if (headerBytes <= HEADER_BYTES || rowBytes < 1)
    throw new UnreadableSource('The attribute table (.dbf) has no valid header.', REMEDY)
  return {
    headerBytes,
    rowBytes,
    rowCount: header.readUInt32LE(4),
    languageDriver: header[29]!,
    fieldBytes: await readAt(file, HEADER_BYTES, headerBytes - HEADER_BYTES),
  }
}

function fieldsOf(bytes: Buffer, rowBytes: number, encoding: string): Field[] {
  const fields: Field[] = []
  // The first byte of a row marks deletion.
  let offset = 1
  for (let at = 0; at + FIELD_BYTES <= bytes.length && bytes[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const rawName = bytes.subarray(at, at + 11)
    const end = rawName.indexOf(0)
    const name = iconv.decode(end < 0 ? rawName : rawName.subarray(0, end), encoding).trim()
    const length = bytes[at + 16]!
    // Of two fields with one name the later is numbered, so that neither is lost.
    const twins = fields.filter((field) => field.name === name || field.name.startsWith(`${name}_`)).length
    fields.push({
      name: twins > 0 ? `${name}_${twins + 1}` : name,
      type: String.fromCharCode(bytes[at + 11]!),
      offset,
      length,
    })
    offset += length
  }
  if (offset > rowBytes)
    throw new UnreadableSource(
      `The attribute table's fields take ${offset} bytes, its rows have ${rowBytes}.`,
      REMEDY,
    )
  return fields
}

function rowOf(bytes: Buffer, fields: Field[], encoding: string): DbfRow {
  if (bytes[0] === DELETED) return undefined
  const row: Record<string, Value> = {}
  for (const field of fields)
    row[field.name] = cellValue(
      bytes.subarray(field.offset, field.offset + field.length),
      field.type,
      encoding,
    )
  return row
}

function cellValue(bytes: Buffer, type: string, encoding: string): Value {
  if (type === 'I' && bytes.length === 4) return bytes.readInt32LE(0)
  if (type === 'O' && bytes.length === 8) return bytes.readDoubleLE(0)
  const text = iconv.decode(bytes, encoding).replaceAll('\0', ' ').trim()
  if (text === '') return null
  if (type === 'N' || type === 'F') return numberOf(text)
  if (type === 'L') return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null
  return text
}

/** Numbers too long for a double (18-digit codes) stay text; `****` is an overflow, that is no value. */
function numberOf(text: string): number | string | null {
  const number = Number(text)
  if (!Number.isFinite(number)) return null
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number
}
