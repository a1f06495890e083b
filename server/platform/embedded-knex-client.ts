import PostgresClient from 'knex/lib/dialects/postgres/index.js'
import type { EmbeddedEngine, EmbeddedResult } from './embedded-engine.ts'

/**
 * Over knex's own PostgreSQL dialect: only how a query is sent differs. There is one connection, so a query outside
 * `trx` inside a transaction waits for itself: `acquireConnectionTimeout` ends that.
 */
export class EmbeddedKnexClient extends PostgresClient {
  constructor(config: ConstructorParameters<typeof PostgresClient>[0]) {
    super({ ...config, pool: { min: 1, max: 1 } })
  }
  override _driver() {
    return {}
  }
  override async _acquireOnlyConnection() {
    return (this.config.connection as { engine: EmbeddedEngine }).engine
  }
  /** Its owner closes the engine. */
  override async destroyRawConnection() {}
  override async checkVersion(engine: EmbeddedEngine) {
    const { rows } = await engine.query('select version()')
    return this._parseVersion(String(rows[0]?.version))
  }
  override async _query(engine: EmbeddedEngine, query: KnexQuery) {
    if (!query.sql) throw new Error('The query is empty.')
    const bindings = (query.bindings ?? []).map(plainBinding)
    query.response = withBuffers(
      bindings.length === 0 && query.sql.includes(';')
        ? await engine.script(query.sql)
        : await engine.query(query.sql, bindings),
    )
    return query
  }
}

type KnexQuery = { sql?: string; bindings?: unknown[]; response?: EmbeddedResult }

const plainBinding = (value: unknown): unknown =>
  value === undefined ? null : value instanceof Buffer ? new Uint8Array(value) : value

/** bytea arrives as Uint8Array; everywhere else in Node it is a Buffer. */
function withBuffers(result: EmbeddedResult): EmbeddedResult {
  const BYTEA = 17
  const columns = result.fields.filter((field) => field.dataTypeID === BYTEA).map((field) => field.name)
  for (const row of result.rows)
    for (const column of columns) {
      const bytes = row[column]
      if (bytes instanceof Uint8Array) row[column] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    }
  return result
}
