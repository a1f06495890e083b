import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { Geometry } from 'geojson'
import { openShp } from 'shapefile'
import { UnreadableSource } from './unreadable-source.ts'

const HEADER_BYTES = 100
const RECORD_HEADER_BYTES = 8
const MAGIC = 9994
const SHAPE_TYPES = new Set([0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28])
const REMEDY =
  'Try to restore it: SHAPE_RESTORE_SHX=YES ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in.shp'

/** The shape of one record: null for a null shape, an error for one that cannot be read. */
export type ShpShape = Geometry | null | Error

/**
 * Reads the shapes of a .shp file record by record.
 * The records are found by the .shx index when it fits the file, else by their chain of lengths; `shapefile` then parses each one alone, so that a
 * broken record can neither shift those after it nor make the reader search the whole file.
 * @param mostBytes a record with more is an error of its own (16 bytes a vertex)
 */
export async function* readShpShapes(
  path: string,
  shxPath: string | undefined,
  { mostBytes, onBytes }: { mostBytes: number; onBytes?: ((bytes: number) => void) | undefined },
): AsyncGenerator<ShpShape> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const header = await readAt(file, 0, HEADER_BYTES)
    checkHeader(header)
    const places = (shxPath && (await placesByIndex(shxPath, size))) || placesByChain(file, size)
    for await (const { at, bytes } of places) {
      onBytes?.(bytes)
      if (bytes > mostBytes) yield new Error(`The shape has ${bytes} bytes, at most ${mostBytes} are read.`)
      else yield await parseShape(header, await readAt(file, at, bytes))
    }
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
  return buffer.subarray(0, bytesRead)
}

function checkHeader(header: Buffer): void {
  if (header.length < HEADER_BYTES || header.readInt32BE(0) !== MAGIC)
    throw new UnreadableSource('The .shp file has no valid header.', REMEDY)
  const type = header.readInt32LE(32)
  if (!SHAPE_TYPES.has(type))
    throw new UnreadableSource(
      `The .shp file holds shapes of the type ${type}, which is not supported.`,
      'Convert it to polygons or lines: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in.shp',
    )
}

type Place = { at: number; bytes: number }

/** Where the .shx says the records are; undefined when it points outside the file. 8 bytes a record. */
async function placesByIndex(shxPath: string, shpSize: number): Promise<Place[] | undefined> {
  const index = await readFile(shxPath)
  if (index.length < HEADER_BYTES || index.readInt32BE(0) !== MAGIC) return undefined
  const places: Place[] = []
  for (let i = HEADER_BYTES; i + 8 <= index.length; i += 8) {
    const place = {
      at: index.readInt32BE(i) * 2 + RECORD_HEADER_BYTES,
      bytes: index.readInt32BE(i + 4) * 2,
    }
    if (place.at < HEADER_BYTES || place.bytes < 4 || place.at + place.bytes > shpSize) return undefined
    places.push(place)
  }
  return places
}

async function* placesByChain(file: FileHandle, size: number): AsyncGenerator<Place> {
  let record = 0
  for (let at = HEADER_BYTES; at < size; ) {
    record++
    const header = await readAt(file, at, RECORD_HEADER_BYTES)
    const bytes = header.length === RECORD_HEADER_BYTES ? header.readInt32BE(4) * 2 : 0
    if (bytes < 4 || at + RECORD_HEADER_BYTES + bytes > size)
      throw new UnreadableSource(
        `The .shp file is corrupt at record ${record} (byte ${at} of ${size}).`,
        REMEDY,
      )
    yield { at: at + RECORD_HEADER_BYTES, bytes }
    at += RECORD_HEADER_BYTES + bytes
  }
}

/** A file of one record: the header of the whole, a record header, and the shape. */
async function parseShape(fileHeader: Buffer, shape: Buffer): Promise<ShpShape> {
  if (shape.length < 4) return new Error('The record is cut short.')
  const type = shape.readInt32LE(0)
  if (type === 0) return null
  if (!SHAPE_TYPES.has(type)) return new Error(`The record holds a shape of the type ${type}.`)
  const header = Buffer.from(fileHeader)
  header.writeInt32LE(type, 32)
  const recordHeader = Buffer.alloc(RECORD_HEADER_BYTES)
  recordHeader.writeInt32BE(1, 0)
  recordHeader.writeInt32BE(shape.length / 2, 4)
  try {
    const source = await openShp(new Uint8Array(Buffer.concat([header, recordHeader, shape])))
    const { done, value } = await source.read()
    return done ? new Error('The record is cut short.') : (value as Geometry | null)
  } catch (error) {
    return new Error(`The record cannot be parsed: ${error instanceof Error ? error.message : error}`)
  }
}
