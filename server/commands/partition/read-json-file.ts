import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { invalidRequest } from '../../platform/errors.ts'

/** A JSON file, gzipped or not (told by its first bytes), with or without a byte order mark. */
export function readJsonFile(path: string): unknown {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes)
  } catch (error) {
    throw invalidRequest(path, `${path} cannot be read: ${(error as Error).message}.`)
  }
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw invalidRequest(path, `${path} is not JSON: ${(error as Error).message}.`)
  }
}
