import { type Database, oneRow, openDatabase } from '../../../platform/database.ts'
import { invalidRequest } from '../../../platform/errors.ts'
import { migrateUp } from '../../../platform/migrations.ts'
import { startCluster } from '../postgres-cluster.ts'
import type { BenchScope } from './bench-scope.ts'

/**
 * An empty, migrated database: in a cluster of its own that is gone afterwards, or the given one.
 *
 * @throws DomainError when the given one has something in it
 */
export async function openBenchDatabase(
  scope: BenchScope,
  givenUrl: string | undefined,
): Promise<{ db: Database; databaseUrl: string }> {
  const cluster = givenUrl ? undefined : await startCluster()
  const databaseUrl = givenUrl ?? cluster!.adminUrl
  const { db, close } = await openDatabase({ databaseUrl })
  await scope.defer(async () => {
    // First, for a pool waits until its statements have ended, and filling takes a minute.
    await cluster?.stop()
    await close()
  })
  if (givenUrl) await assertEmpty(db)
  await migrateUp(db)
  return { db, databaseUrl }
}

/** What extensions bring does not count. */
async function assertEmpty(db: Database) {
  const { count } = await oneRow<{ count: number }>(
    db,
    /* sql */ `
    select count(*)::integer as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$)'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`,
  )
  if (count > 0) {
    const { name } = await oneRow<{ name: string }>(db, /* sql */ `select current_database() as name`)
    throw invalidRequest(
      'database',
      `The database ${name} has ${count} tables or views; the bench fills an empty one.`,
      {
        remedy: `Make one, "createdb wangge_bench", or leave --database out: the bench starts a PostgreSQL of its own.`,
      },
    )
  }
}
