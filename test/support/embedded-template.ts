/** The embedded engine for a test run: migrated once, dumped, and started from the dump by each worker. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../server/platform/database.ts'
import { migrateUp } from '../../server/platform/migrations.ts'

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-embedded-'))
  const template = join(folder, 'template.tar')
  const database = await openDatabase({})
  await migrateUp(database.db)
  if (!database.embedded) throw new Error('expected the embedded engine')
  writeFileSync(template, await database.embedded.dump())
  await database.close()
  project.provide('engine', { kind: 'embedded', template })
  return () => rmSync(folder, { recursive: true, force: true })
}
