import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RecordOptions, readRecords } from '../../../../server/domains/imports/read-records.ts'
import {
  openSourceFile,
  type SourceOptions,
} from '../../../../server/domains/imports/readers/open-source-file.ts'
import { isRejected, type RawItem } from '../../../../server/domains/imports/readers/raw-feature.ts'

/** A file of a test, in a folder of its own. */
export function aFile(
  name: string,
  content: string | Uint8Array,
  folder = mkdtempSync(join(tmpdir(), 'wangge-test-')),
): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Opens a file of generic features and reads it whole. */
export async function featuresOf(path: string, options: SourceOptions = {}): Promise<RawItem[]> {
  const file = await openSourceFile(path, options)
  try {
    if (file.kind !== 'features') throw new Error(`${path} is ${file.format}`)
    return await readAll(file.features())
  } finally {
    await file.close()
  }
}

/** Opens a file and reads it into records. */
export async function recordsOf(path: string, options: SourceOptions & RecordOptions = {}) {
  const file = await openSourceFile(path, options)
  try {
    return await readAll(readRecords(file, options))
  } finally {
    await file.close()
  }
}

export const rules = (items: object[]) => items.map((item) => (isRejected(item) ? item.rule : 'ok'))
