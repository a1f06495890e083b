import { createHash } from 'node:crypto'
import { join } from 'node:path'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import { bigIntegerValue, dayValue, timestampValue } from './column-values.ts'
import { EmbeddedEngine, type EmbeddedOptions } from './embedded-engine.ts'
import { EmbeddedKnexClient } from './embedded-knex-client.ts'
import { takeLock } from './lock-file.ts'
import { type Listen, listenEmbedded, listenOnServer } from './notifications.ts'

/** A connection pool or a transaction: a query does not care which. */
export type Database = Knex

/** An open database and how to let go of it. */
export type OpenDatabase = {
  db: Database
  engine: 'embedded' | 'server'
  /** The embedded engine itself, for dumps; absent on the server engine. */
  embedded?: EmbeddedEngine
  /** Hears what transactions announce by NOTIFY. */
  listen: Listen
  close: () => Promise<void>
}

pg.types.setTypeParser(pg.types.builtins.INT8, bigIntegerValue)
pg.types.setTypeParser(pg.types.builtins.DATE, dayValue)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, timestampValue)

type EmbeddedSource = EmbeddedOptions & {
  /** How long a query waits for the one connection of the embedded engine. */
  acquireMilliseconds?: number
}

/**
 * Opens PostgreSQL at `databaseUrl`, or else the embedded engine in `dataDirectory` (in memory when absent).
 *
 * @param source.template a dumped data directory to start from (embedded, in memory)
 * @throws DomainError `unavailable` when another process holds the data directory
 */
export async function openDatabase(
  source: EmbeddedSource & { databaseUrl?: string | undefined },
): Promise<OpenDatabase> {
  return source.databaseUrl ? openServer(source.databaseUrl) : openEmbedded(source)
}

function openServer(databaseUrl: string): OpenDatabase {
  const db = knex({
    client: 'pg',
    // An error names the statement, not the values: those may be anybody's.
    compileSqlOnError: false,
    connection: {
      connectionString: databaseUrl,
      // Long statements belong to jobs, which lift this limit for their transaction.
      // A request is served by one process: parallel workers and jit cost more than they give (tiles: 3.2 → 14.6 a second).
      options: '-c statement_timeout=60000 -c jit=off -c max_parallel_workers_per_gather=0',
    },
    pool: { min: 0, max: 10 },
  })
  return { db, engine: 'server', listen: listenOnServer(databaseUrl), close: () => db.destroy() }
}

async function openEmbedded({
  dataDirectory,
  acquireMilliseconds = 30_000,
  ...options
}: EmbeddedSource): Promise<OpenDatabase> {
  const release = dataDirectory ? takeLock(dataDirectory) : () => {}
  try {
    const embedded = await EmbeddedEngine.start({
      ...options,
      ...(dataDirectory ? { dataDirectory: join(dataDirectory, 'pgdata') } : {}),
    })
    const db = knex({
      client: EmbeddedKnexClient as never,
      connection: { engine: embedded } as never,
      acquireConnectionTimeout: acquireMilliseconds,
      compileSqlOnError: false,
    })
    const close = async () => {
      await db.destroy()
      await embedded.close()
      release()
    }
    return { db, engine: 'embedded', embedded, listen: listenEmbedded(embedded), close }
  } catch (error) {
    release()
    throw error
  }
}

/** A knex handle that is never connected: for writing the API contract without a database. */
export const unconnectedDatabase = (): Database => knex({ client: 'pg' })

/** Runs one SQL statement and returns its rows, typed by the caller's row type. */
export async function rows<Row>(
  db: Database,
  sql: string,
  bindings: Knex.RawBinding[] | Record<string, Knex.RawBinding> = [],
): Promise<Row[]> {
  const result: { rows: Row[] } = await db.raw(sql, bindings as Knex.RawBinding[])
  return result.rows
}

/**
 * The rows of a statement that is run again and again, as arrays in the order of its columns: prepared once a connection, and without
 * an object for each row.
 *
 * @param sql put together from constants: each different text stays prepared on every connection
 */
export async function arrayRows(
  db: Database,
  sql: string,
  bindings: Record<string, Knex.RawBinding> = {},
): Promise<unknown[][]> {
  const query = db.raw(sql, bindings)
  const name = createHash('sha1').update(query.toSQL().sql).digest('base64')
  const result: { rows: unknown[][] | Record<string, unknown>[]; fields: { name: string }[] } =
    await query.options({ rowMode: 'array', name } as never)
  // The embedded engine gives objects.
  return result.rows.map((row) => (Array.isArray(row) ? row : result.fields.map((field) => row[field.name])))
}

/** The one row of a statement that always gives one. */
export async function oneRow<Row>(
  db: Database,
  sql: string,
  bindings: Knex.RawBinding[] | Record<string, Knex.RawBinding> = [],
): Promise<Row> {
  const [row] = await rows<Row>(db, sql, bindings)
  if (row === undefined) throw new Error('The statement gave no row.')
  return row
}
