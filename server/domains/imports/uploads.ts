/** Files that wait for their import, each upload in a folder of its own under the data directory. */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { v7 as uuidv7 } from 'uuid'
import { type Database, rows } from '../../platform/database.ts'
import { DomainError, invalidRequest } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'

export type UploadedFile = { path: string; name: string }

/** So much must stay free: the embedded database does not survive a full disk well. */
const FREE_BYTES = 1024 ** 3
/** Younger folders may belong to an upload under way. */
const SWEEP_AFTER_MILLISECONDS = 3_600_000
const PART_OF_SHAPEFILE = /\.(shx|dbf|prj|cpg|sbn|sbx|qix)$/i

const folderOf = (dataDirectory: string) => join(dataDirectory, 'uploads')

export async function openUpload(dataDirectory: string): Promise<string> {
  const folder = join(folderOf(dataDirectory), uuidv7())
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < FREE_BYTES)
    throw new DomainError(
      'unavailable',
      `The disk has ${Math.floor((bavail * bsize) / 1e6)} MB free; an upload needs ${FREE_BYTES / 1e6}.`,
      {
        remedy: 'Free some space, or name another WANGGE_DATA_DIR.',
      },
    )
  return folder
}

/** Stores one part. Its name is kept, for what it tells about the format and so that the parts of a shapefile find each other. */
export async function storePart(folder: string, name: string, content: Readable): Promise<UploadedFile> {
  const safeName = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '')
    .slice(-120)
  const path = join(folder, safeName || 'upload')
  await pipeline(content, createWriteStream(path, { flags: 'wx' })).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw invalidRequest('file', `Two parts are called ${safeName}.`)
    // Not of the file system: the form ended before the file did.
    if (error.syscall === undefined) throw invalidRequest('body', `The form is broken: ${error.message}.`)
    throw error
  })
  return { path, name: safeName || 'upload' }
}

/** The files to open: the parts of a shapefile are found beside their .shp. */
export function mainFiles(files: readonly UploadedFile[]): UploadedFile[] {
  const main = files.filter(({ name }) => !PART_OF_SHAPEFILE.test(name))
  return main.length > 0 ? main : [...files]
}

export const removeUpload = (folder: string) => rm(folder, { recursive: true, force: true })

/** Removes uploads that no waiting or running job stands behind. */
export async function sweepUploads({
  db,
  dataDirectory,
}: Pick<Services, 'db' | 'dataDirectory'>): Promise<void> {
  const folder = folderOf(dataDirectory)
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return
  const awaited = new Set(await awaitedFolders(db))
  for (const name of names) {
    const path = join(folder, name)
    if (awaited.has(name)) continue
    // Another import may have ended and taken its folder away since the list was read.
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > SWEEP_AFTER_MILLISECONDS) await removeUpload(path)
  }
}

/** Their names only: a server started elsewhere calls the same folder by another path. */
async function awaitedFolders(db: Database): Promise<string[]> {
  const found = await rows<{ folder: string }>(
    db,
    /* sql */ `select input ->> 'folder' as folder from jobs where kind = 'import.files' and state in ('queued', 'running')`,
  )
  return found.map(({ folder }) => basename(folder))
}
