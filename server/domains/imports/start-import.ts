import { Readable } from 'node:stream'
import { Value } from 'typebox/value'
import type { Principal } from '../../platform/access.ts'
import { DomainError, invalidRequest } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { jsonDepth } from '../../platform/strict-json.ts'
import type { FilesJob } from './jobs.ts'
import { type FileOptions, ImportOptionsSchema } from './schemas.ts'
import { mainFiles, openUpload, removeUpload, storePart, sweepUploads, type UploadedFile } from './uploads.ts'

/** One part of a form: the field `options`, or a file. */
export type UploadPart =
  | { kind: 'field'; name: string; value: unknown }
  | { kind: 'file'; fileName: string; content: Readable; isTruncated: () => boolean }

const MOST_OPTIONS_DEPTH = 16
const MOST_FILES = 100

/**
 * Stores an upload and queues its import.
 * @returns the id of the job
 * @throws DomainError `forbidden` for callers whose jurisdiction is not everywhere: an import may change any ground
 */
export async function startImport(
  services: Services,
  parts: AsyncIterable<UploadPart>,
  principal: Principal,
): Promise<string> {
  if (principal.areaIds !== null)
    throw new DomainError(
      'forbidden',
      `${principal.name} acts in some areas only; an import may change any.`,
      {
        remedy: 'Use a key without areas.',
      },
    )
  await sweepUploads(services)
  const folder = await openUpload(services.dataDirectory)
  try {
    const { files, options } = await receive(folder, parts)
    if (files.length === 0)
      throw invalidRequest('file', 'The form holds no file.', { remedy: 'Send it as a part called "file".' })
    const input: FilesJob = { folder, files: mainFiles(files), options, actor: principal.name }
    return await services.jobs.enqueue('import.files', input, principal.name)
  } catch (error) {
    await removeUpload(folder)
    throw error
  }
}

/** A GeoJSON document in the body, as if it had been uploaded. */
export async function* partsOfBody(data: object, options: FileOptions): AsyncGenerator<UploadPart> {
  yield { kind: 'field', name: 'options', value: options }
  const content = Readable.from([JSON.stringify(data)])
  yield { kind: 'file', fileName: 'features.geojson', content, isTruncated: () => false }
}

async function receive(folder: string, parts: AsyncIterable<UploadPart>) {
  const files: UploadedFile[] = []
  let options: FileOptions = {}
  for await (const part of parts) {
    if (part.kind === 'field') {
      if (part.name !== 'options')
        throw invalidRequest(part.name.slice(0, 100), 'Only the field "options" and files are expected.')
      options = optionsOf(part.value)
    } else {
      if (files.length === MOST_FILES)
        throw new DomainError('too-large', `More than ${MOST_FILES} files in one upload.`)
      files.push(await storePart(folder, part.fileName, part.content))
      if (part.isTruncated())
        throw new DomainError('too-large', `${part.fileName} is larger than an upload may be.`, {
          field: 'file',
          remedy: 'Import it on the server: wangge import FILE',
        })
    }
  }
  return { files, options }
}

function optionsOf(value: unknown): FileOptions {
  const options = typeof value === 'string' ? parsed(value) : value
  const [first] = Value.Errors(ImportOptionsSchema, options)
  if (first)
    throw invalidRequest(
      `options${first.instancePath}`,
      `The options do not match the schema: ${first.message}.`,
    )
  return options as FileOptions
}

function parsed(text: string): unknown {
  if (jsonDepth(text) > MOST_OPTIONS_DEPTH)
    throw invalidRequest('options', `The options are nested deeper than ${MOST_OPTIONS_DEPTH} levels.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidRequest('options', `The options are not JSON: ${(error as Error).message}`)
  }
}
