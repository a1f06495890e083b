import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { PbfReader } from 'pbf'
import { decodeOsmBlock } from './decode-osm-block.ts'
import type { OsmBatch, OsmKind, OsmSource } from './osm-entities.ts'
import { UnreadableSource, unreadable } from './unreadable-source.ts'

const inflateAsync = promisify(inflate)

/** The format's own limits. */
const MOST_HEADER_BYTES = 64 * 1024
const MOST_BLOB_BYTES = 32 * 1024 * 1024
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes'])
const REMEDY = 'Check the file with `osmium fileinfo -e FILE`, or convert it: osmium cat FILE -o out.osm.pbf'

type Blob = { type: string; at: number; size: number }

/**
 * Reads an .osm.pbf file blob by blob; never more than one is in memory. The first pass notes which kinds each blob holds, so later passes
 * inflate only what they need.
 */
export function readOsmPbf(path: string, onBytes?: (bytes: number) => void): OsmSource {
  const holdsByOffset = new Map<number, Set<OsmKind>>()

  async function* batches(kind: OsmKind): AsyncGenerator<OsmBatch> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      for (let at = 0; at < size; ) {
        const blob = await readBlobHeader(file, at, size)
        onBytes?.(blob.at + blob.size - at)
        at = blob.at + blob.size
        if (blob.type === 'OSMHeader') checkFeatures(await readBlob(file, blob))
        if (blob.type !== 'OSMData') continue
        if (holdsByOffset.get(blob.at)?.has(kind) === false) continue
        const { batch, holds } = decodeOsmBlock(await readBlob(file, blob), kind)
        holdsByOffset.set(blob.at, holds)
        yield batch
      }
    } catch (error) {
      throw unreadable('OSM PBF', error, REMEDY)
    } finally {
      await file.close()
    }
  }
  return { batches }
}

async function readAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size)
  const { bytesRead } = await file.read(buffer, 0, size, at)
  if (bytesRead !== size)
    throw new UnreadableSource(`The PBF file ends ${size - bytesRead} bytes early.`, REMEDY)
  return buffer
}

async function readBlobHeader(file: FileHandle, at: number, fileSize: number): Promise<Blob> {
  const headerSize = (await readAt(file, at, 4)).readUInt32BE(0)
  if (headerSize === 0 || headerSize > MOST_HEADER_BYTES)
    throw new UnreadableSource(
      `A blob header of ${headerSize} bytes at ${at}: this is not a PBF file.`,
      REMEDY,
    )
  const header = new PbfReader(await readAt(file, at + 4, headerSize)).readFields(
    (field, result, pbf) => {
      if (field === 1) result.type = pbf.readString()
      else if (field === 3) result.size = pbf.readVarint()
    },
    { type: '', size: -1 },
  )
  const blob = { ...header, at: at + 4 + headerSize }
  if (!(blob.size > 0 && blob.size <= MOST_BLOB_BYTES && blob.at + blob.size <= fileSize))
    throw new UnreadableSource(
      `A blob of ${blob.size} bytes at ${at} does not fit the file of ${fileSize}.`,
      REMEDY,
    )
  return blob
}

async function readBlob(file: FileHandle, { at, size }: Blob): Promise<Uint8Array> {
  const blob = new PbfReader(await readAt(file, at, size)).readFields<{
    raw?: Uint8Array
    zlib?: Uint8Array
    other: number
  }>(
    (field, result, pbf) => {
      if (field === 1) result.raw = pbf.readBytes()
      else if (field === 3) result.zlib = pbf.readBytes()
      else if (field > 3) result.other = field
    },
    { other: 0 },
  )
  if (blob.raw) return blob.raw
  if (blob.zlib) return inflateAsync(blob.zlib, { maxOutputLength: MOST_BLOB_BYTES })
  throw new UnreadableSource(
    `The PBF file is compressed in a way that is not supported (blob field ${blob.other}); supported: none, zlib.`,
    'Convert it: osmium cat FILE -o out.osm.pbf -f pbf,pbf_compression=zlib',
  )
}

function checkFeatures(header: Uint8Array): void {
  const required = new PbfReader(header).readFields<string[]>((field, result, pbf) => {
    if (field === 4) result.push(pbf.readString())
  }, [])
  const unknown = required.filter((feature) => !KNOWN_FEATURES.has(feature))
  if (unknown.length > 0)
    throw new UnreadableSource(
      `The PBF file needs features that are not supported: ${unknown.join(', ')}.`,
      'Take the newest version of everything: osmium time-filter FILE -o out.osm.pbf',
    )
}
