/**
 * The embedded PostgreSQL + PostGIS (PGlite) behind a worker thread, and the knex client that speaks to it.
 * Each trap of the engine has its guard here or in `embedded-worker.ts` (decision 0002 lists them).
 */
import { statfsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import PostgresClient from 'knex/lib/dialects/postgres/index.js'
import { DomainError } from './errors.ts'
import { threadArguments, threadEntry } from './thread-entry.ts'

export type EmbeddedStart = { dataDirectory?: string; template?: string }
export type EmbeddedCall =
  | { kind: 'query'; sql: string; bindings: unknown[] }
  | { kind: 'script'; sql: string }
  | { kind: 'dump' }
  | { kind: 'close' }
export type EmbeddedResult = {
  rows: Record<string, unknown>[]
  fields: { name: string; dataTypeID: number }[]
  command: string
  rowCount: number
}
type EmbeddedFailure = Record<'message' | 'code' | 'detail' | 'constraint' | 'table', string | undefined>
export type EmbeddedAnswer =
  | { id: number; result: EmbeddedResult | Uint8Array | null }
  | { id: number; error: EmbeddedFailure }

/** 32,768 bind parameters poison the session for good; bulk data travels as one JSON parameter. */
const MAX_BINDINGS = 32_767
/** The call after "disk full" hangs: stop before the disk is full. */
const MIN_FREE_BYTES = 64 * 1024 * 1024

export class EmbeddedEngine {
  readonly #worker: Worker
  readonly #dataDirectory: string | undefined
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  #lastId = 0
  #stopped: Error | undefined

  private constructor(worker: Worker, dataDirectory: string | undefined) {
    this.#worker = worker
    this.#dataDirectory = dataDirectory
    worker.on('message', (answer: EmbeddedAnswer) => this.#settle(answer))
    worker.on('error', (error) => this.#stop(error))
    worker.on('exit', () => this.#stop(new Error('The embedded database has stopped.')))
  }

  /** Starts the thread and waits until the database answers. */
  static async start(start: EmbeddedStart): Promise<EmbeddedEngine> {
    const worker = new Worker(threadEntry('embedded-worker', import.meta.url), {
      workerData: start,
      name: 'wangge-embedded-postgis',
      execArgv: threadArguments(import.meta.url),
    })
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
    })
    return new EmbeddedEngine(worker, start.dataDirectory)
  }

  query(sql: string, bindings: unknown[] = []): Promise<EmbeddedResult> {
    if (bindings.length > MAX_BINDINGS)
      throw new DomainError(
        'too-large',
        `A statement may carry ${MAX_BINDINGS} values and this one has ${bindings.length}; send them as one JSON value.`,
      )
    this.#guardFreeSpace(sql)
    return this.#call({ kind: 'query', sql, bindings })
  }

  /** Several statements, no bindings; all of them ran or it throws. */
  script(sql: string): Promise<EmbeddedResult> {
    this.#guardFreeSpace(sql)
    return this.#call({ kind: 'script', sql })
  }

  /** The data directory as a tar file, for test templates. */
  dump(): Promise<Uint8Array> {
    return this.#call({ kind: 'dump' })
  }

  async close(): Promise<void> {
    if (this.#stopped) return
    await this.#call<null>({ kind: 'close' })
    this.#stopped = new Error('The embedded database is closed.')
    await this.#worker.terminate()
  }

  #call<Result>(call: EmbeddedCall): Promise<Result> {
    if (this.#stopped) return Promise.reject(this.#stopped)
    const id = ++this.#lastId
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, call })
    })
  }

  #settle(answer: EmbeddedAnswer) {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error.message), answer.error))
    else waiting?.resolve(answer.result as never)
  }

  #stop(error: Error) {
    this.#stopped ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#stopped)
    this.#waiting.clear()
  }

  #guardFreeSpace(sql: string) {
    if (!this.#dataDirectory || !/^\s*(insert|update|create|alter|with)/i.test(sql)) return
    const { bavail, bsize } = statfsSync(this.#dataDirectory)
    if (bavail * bsize >= MIN_FREE_BYTES) return
    throw new DomainError(
      'unavailable',
      `Only ${Math.round((bavail * bsize) / 1e6)} MB are free where the database lies; ${MIN_FREE_BYTES / 1e6} MB are needed to write. Free some space and try again.`,
    )
  }
}

/** Over knex's own PostgreSQL dialect: only how a query is sent differs. */
export class EmbeddedKnexClient extends PostgresClient {
  constructor(config: ConstructorParameters<typeof PostgresClient>[0]) {
    super({ ...config, pool: { min: 1, max: 1, acquireTimeoutMillis: 30_000 } })
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
