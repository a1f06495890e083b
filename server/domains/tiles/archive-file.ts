/** A PMTiles archive as a file that grows tile by tile, in the order of their numbers. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { ArchiveEntries, encodeDirectory } from '../../algorithms/tiling/archive-directory.ts'
import { type ArchiveHeader, archiveHeader, HEADER_BYTES } from '../../algorithms/tiling/archive-header.ts'
import { DomainError } from '../../platform/errors.ts'

/** The root directory ends within these bytes of the file, so that one read finds it. */
const FIRST_READ_BYTES = 16_384
const LEAST_LEAF_ENTRIES = 4096
/** Contents that are looked for again; who writes tiles by the million keeps no list of all. */
const MOST_KNOWN_CONTENTS = 65_536

const compress = promisify(gzip)

export type ArchiveFile = {
  /** @param id higher than all before */
  add: (id: number, tile: Buffer) => Promise<void>
  /** Puts the archive together and in its place. */
  finish: (
    about: Pick<ArchiveHeader, 'minZoom' | 'maxZoom' | 'bounds'> & { metadata: object },
  ) => Promise<ArchiveCounts & { bytes: number }>
  /** Leaves nothing behind but what is finished. */
  close: () => Promise<void>
}
export type ArchiveCounts = ArchiveHeader['counts']

/**
 * Tiles are compressed and written to a folder beside the file's place at once; equal ones once. What stays in memory is 32 bytes a
 * tile.
 *
 * @throws DomainError `unavailable` when nothing can be written there
 */
export async function openArchiveFile(path: string): Promise<ArchiveFile> {
  const folder = await mkdtemp(`${resolve(path)}.writing-`).catch((error: Error) => {
    throw new DomainError('unavailable', `Nothing can be written at ${path}: ${error.message}.`)
  })
  const data = await open(join(folder, 'tiles'), 'w')
  const entries = new ArchiveEntries()
  const known = new LRUCache<string, { offset: number; length: number }>({ max: MOST_KNOWN_CONTENTS })
  const counts = { addressed: 0, contents: 0 }
  let end = 0

  const keep = async (tile: Buffer) => {
    const digest = createHash('sha1').update(tile).digest('base64')
    const found = known.get(digest)
    if (found) return found
    const bytes = await compress(tile)
    await writeAll(data, bytes)
    const place = { offset: end, length: bytes.length }
    known.set(digest, place)
    end += bytes.length
    counts.contents++
    return place
  }

  return {
    add: async (id, tile) => {
      entries.add({ id, ...(await keep(tile)), runLength: 1 })
      counts.addressed++
    },
    finish: async ({ metadata, ...shown }) => {
      await data.close()
      const all = { ...counts, entries: entries.count }
      const front = frontOf(entries, { ...shown, counts: all, metadata, tilesLength: end })
      const whole = join(folder, 'archive')
      const file = createWriteStream(whole)
      file.write(front)
      await pipeline(createReadStream(join(folder, 'tiles')), file)
      await rename(whole, path)
      return { ...all, bytes: front.length + end }
    },
    close: async () => {
      await data.close().catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A write may take less than all it is given. */
async function writeAll(file: FileHandle, bytes: Buffer) {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}

/** All that is before the tiles: header, root directory, metadata, leaf directories. */
function frontOf(
  entries: ArchiveEntries,
  about: Pick<ArchiveHeader, 'minZoom' | 'maxZoom' | 'bounds' | 'counts'> & {
    metadata: object
    tilesLength: number
  },
): Buffer {
  const { metadata, tilesLength, ...rest } = about
  const directories = directoriesOf(entries)
  const sections = [directories.root, gzipSync(JSON.stringify(metadata)), directories.leaves]
  let offset = HEADER_BYTES
  const [root, words, leaves] = sections.map(({ length }) => {
    const section = { offset, length }
    offset += length
    return section
  }) as [ArchiveHeader['root'], ArchiveHeader['metadata'], ArchiveHeader['leaves']]
  const tiles = { offset, length: tilesLength }
  return Buffer.concat([archiveHeader({ root, metadata: words, leaves, tiles, ...rest }), ...sections])
}

/** The entries in the root where it holds them; else in leaves, the larger the more there are, and the root says where these are. */
function directoriesOf(entries: ArchiveEntries): { root: Buffer; leaves: Buffer } {
  const most = FIRST_READ_BYTES - HEADER_BYTES
  if (entries.count < FIRST_READ_BYTES) {
    const root = gzipSync(encodeDirectory(entries))
    if (root.length <= most) return { root, leaves: Buffer.alloc(0) }
  }
  for (let size = LEAST_LEAF_ENTRIES; ; size *= 2) {
    const leaves: Buffer[] = []
    const roots = new ArchiveEntries()
    let offset = 0
    for (let from = 0; from < entries.count; from += size) {
      const leaf = gzipSync(encodeDirectory(entries, from, Math.min(from + size, entries.count)))
      roots.add({ id: entries.at(from).id, offset, length: leaf.length, runLength: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = gzipSync(encodeDirectory(roots))
    if (root.length <= most) return { root, leaves: Buffer.concat(leaves) }
  }
}
