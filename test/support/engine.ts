/** Which engine a run tests: provided by the project's global setup. */
import { type OpenDatabase, openDatabase } from '../../server/platform/database.ts'

export type ProvidedEngine =
  | { kind: 'embedded'; template: string }
  | { kind: 'server'; adminUrl: string; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    engine: ProvidedEngine
  }
}

let lastNumber = 0

/** A fresh migrated database on the engine of this run. */
export async function openTestDatabase(engine: ProvidedEngine): Promise<OpenDatabase> {
  if (engine.kind === 'embedded') return openDatabase({ template: engine.template })
  const name = `wangge_test_${process.pid}_${++lastNumber}`
  const admin = await openDatabase({ databaseUrl: engine.adminUrl })
  await admin.db.raw(`create database ${name} template ${engine.template}`)
  await admin.close()
  return openDatabase({ databaseUrl: engine.adminUrl.replace(/[^/]+$/, name) })
}

/** Empties every table of ours, so that each test starts from nothing but the schema. */
export async function emptyDatabase(database: OpenDatabase): Promise<void> {
  const { rows } = await database.db.raw(`
    select string_agg(format('%I', tablename), ', ') as tables from pg_tables
    where schemaname = 'public' and tablename not like 'knex_%' and tablename <> 'spatial_ref_sys'`)
  await database.db.raw(`truncate ${rows[0].tables} restart identity cascade`)
}
