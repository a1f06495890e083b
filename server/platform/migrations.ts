import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Database } from './database.ts'
import { PROJECT_ROOT } from './project-root.ts'

/** Migrations are pairs of plain SQL files, `0001-name.up.sql` and `0001-name.down.sql`. */
function sqlFiles(directory: string): Knex.MigrationSource<string> {
  const runFile = (name: string) => async (db: Knex) => {
    await db.raw(await readFile(join(directory, name), 'utf8'))
  }
  return {
    getMigrations: async () =>
      (await readdir(directory))
        .filter((file) => file.endsWith('.up.sql'))
        .map((file) => file.replace('.up.sql', ''))
        .sort(),
    getMigrationName: (name) => name,
    getMigration: async (name) => ({ up: runFile(`${name}.up.sql`), down: runFile(`${name}.down.sql`) }),
  }
}

const DIRECTORY = join(PROJECT_ROOT, 'migrations')

export const migrateUp = (db: Database, directory = DIRECTORY) =>
  db.migrate.latest({ migrationSource: sqlFiles(directory) })

export const migrateDown = (db: Database, directory = DIRECTORY) =>
  db.migrate.rollback({ migrationSource: sqlFiles(directory) }, true)
