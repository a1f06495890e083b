import { basename } from 'node:path'
import type { MultiPolygon, Polygon } from 'geojson'
import { UnsupportedCrs } from '../../algorithms/geometry/crs/parse-crs.ts'
import type { Database } from '../../platform/database.ts'
import { DomainError, invalidRequest } from '../../platform/errors.ts'
import { type ImportStep, importRecords } from './import-records.ts'
import type { ImportReport } from './import-report.ts'
import type { Outline } from './provide-community.ts'
import { readRecords } from './read-records.ts'
import { openSourceFile, type SourceFile } from './readers/open-source-file.ts'
import { UnreadableSource } from './readers/unreadable-source.ts'
import { outlineGeometry } from './records/outline-geometry.ts'
import type { FileOptions } from './schemas.ts'
import type { ReadRecord } from './stage-record.ts'

export type FilesToImport = {
  /** In this order, as one data set; `name` is what an upload was called. */
  files: readonly { path: string; name?: string }[]
  options: FileOptions
  actor: string
  jobId?: string
  onProgress?: (share: number, step: ImportStep) => Promise<void>
  isCancelled?: () => boolean
}

/**
 * Imports files as one data set in one swap.
 * @throws DomainError `invalid-request` for a file that cannot be read (what is wrong and what to do), `rule-violation` for records that cannot be placed
 */
export async function importFiles(db: Database, request: FilesToImport): Promise<ImportReport> {
  const opened: SourceFile[] = []
  try {
    for (const { path, name } of request.files)
      opened.push(await openSourceFile(path, { ...request.options, ...(name ? { name } : {}) }))
    return await importOpened(db, request, opened)
  } catch (error) {
    throw asDomainError(error)
  } finally {
    for (const file of opened) await file.close()
  }
}

async function importOpened(
  db: Database,
  request: FilesToImport,
  files: SourceFile[],
): Promise<ImportReport> {
  const { options, actor, jobId, onProgress, isCancelled } = request
  const names = request.files.map(({ path, name }) => name ?? basename(path))
  const [first] = files
  if (!first) throw invalidRequest('files', 'No file was given.')
  const isOsm = files.every(({ kind }) => kind === 'osm')
  const outline = outlineOf(options, { isOsm, fileName: names[0]! })
  return importRecords(db, recordsOf(files, names, options), {
    source: sourceOf(options, isOsm, names[0]!),
    fileName: names.join(', ').slice(0, 500),
    format: [...new Set(files.map(({ format }) => format))].join(', '),
    crs: first.kind === 'osm' ? 'EPSG:4326' : first.crs.name,
    actor,
    isCrsCertain: isOsm || options.ignoreCrsGuard === true,
    shareRead: () => files.reduce((sum, file) => sum + file.shareRead(), 0) / files.length,
    ...(jobId ? { jobId } : {}),
    ...(options.householdsTotal === undefined ? {} : { householdsTotal: options.householdsTotal }),
    ...(outline ? { outline } : {}),
    ...(onProgress ? { onProgress } : {}),
    ...(isCancelled ? { isCancelled } : {}),
  })
}

/** Features without an id are known by their number, which several files would share: there the file's name goes before it. */
async function* recordsOf(
  files: SourceFile[],
  names: string[],
  options: FileOptions,
): AsyncGenerator<ReadRecord> {
  for (const [index, file] of files.entries())
    for await (const record of readRecords(file, options))
      yield files.length > 1 && record.sourceId.startsWith('#')
        ? { ...record, sourceId: `${stem(names[index]!)}${record.sourceId}` }
        : record
}

/** OpenStreetMap's name stays in the source: the maps credit it by that. */
function sourceOf({ source }: FileOptions, isOsm: boolean, fileName: string): string {
  if (!isOsm) return source ?? stem(fileName)
  if (source === undefined) return 'osm'
  return source.startsWith('osm') ? source : `osm ${source}`
}

/** `guixi.osm.pbf` → `guixi`. */
const stem = (name: string) =>
  name.replace(/(\.(osm|gz|pbf|zip|shp|csv|tsv|txt|json|geojson|geojsonl|geojsons|ndjson))+$/i, '') || name

function outlineOf(
  options: FileOptions,
  { isOsm, fileName }: { isOsm: boolean; fileName: string },
): Outline | undefined {
  const name = options.outlineName ?? stem(fileName)
  const { outline } = options
  if (outline === 'extent' || (outline === undefined && isOsm)) return { kind: 'extent', name }
  if (outline === undefined) return undefined
  const geometry: Polygon | MultiPolygon | undefined = outlineGeometry(outline)
  if (!geometry)
    throw invalidRequest('outline', 'The outline is not a polygon.', {
      remedy: 'Give a GeoJSON Polygon or MultiPolygon.',
    })
  return { kind: 'drawn', name, geometry }
}

function asDomainError(error: unknown): unknown {
  if (error instanceof UnreadableSource)
    return new DomainError('invalid-request', error.message, { field: 'file', remedy: error.remedy })
  if (error instanceof UnsupportedCrs) return invalidRequest('crs', error.message)
  if ((error as NodeJS.ErrnoException)?.code === 'ENOENT')
    return invalidRequest('file', `There is no file ${(error as NodeJS.ErrnoException).path}.`)
  return error
}
