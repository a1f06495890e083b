/**
 * The embedded PostgreSQL + PostGIS (PGlite) behind a worker thread.
 * Each trap of the engine has its guard here or in `embedded-worker.ts` (decision 0002 lists them).
 */
import { statfsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { DomainError } from './errors.ts'
import { threadArguments, threadEntry } from './thread-entry.ts'

export type EmbeddedStart = { dataDirectory?: string; template?: string }
export type EmbeddedOptions = EmbeddedStart & {
  /** Free bytes where a folder lies; asked of the file system unless a test knows better. */
  freeBytes?: (folder: string) => number
}
export type EmbeddedCall =
  | { kind: 'query'; sql: string; bindings: unknown[] }
  | { kind: 'script'; sql: string }
  | { kind: 'listen'; channel: string }
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
/** Sent before the answer of the call whose commit caused it. */
export type EmbeddedNotice = { channel: string; payload: string }

/** 32,768 bind parameters poison the session for good; bulk data travels as one JSON parameter. */
const MAX_BINDINGS = 32_767
/** The call after "disk full" hangs: stop before the disk is full. */
const MIN_FREE_BYTES = 64 * 1024 * 1024
const DISK_FULL = '53100'
/** What needs no room to speak of; everything else may write. */
const ALWAYS_ALLOWED =
  /^\s*(select|values|show|explain|delete|drop|truncate|begin|commit|rollback|savepoint|release|set)\b/i
/** Loading it poisons the session for good. */
const RASTER = /create\s+extension[^;]*postgis_raster/i

const freeBytesOnDisk = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

export class EmbeddedEngine {
  readonly #worker: Worker
  readonly #freeBytes: () => number
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  readonly #hearers = new Map<string, ((payload: string) => void)[]>()
  #lastId = 0
  #stopped: Error | undefined

  private constructor(worker: Worker, freeBytes: () => number) {
    this.#worker = worker
    this.#freeBytes = freeBytes
    worker.on('message', (message: EmbeddedAnswer | EmbeddedNotice) =>
      'channel' in message ? this.#notify(message) : this.#settle(message),
    )
    worker.on('error', (error) => this.#stop(error))
    worker.on('exit', () => this.#stop(new Error('The embedded database has stopped.')))
  }

  /** Starts the thread and waits until the database answers. */
  static async start({ freeBytes = freeBytesOnDisk, ...start }: EmbeddedOptions): Promise<EmbeddedEngine> {
    const worker = new Worker(threadEntry('embedded-worker', import.meta.url), {
      workerData: start,
      name: 'wangge-embedded-postgis',
      execArgv: threadArguments(import.meta.url),
    })
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
    })
    const { dataDirectory } = start
    return new EmbeddedEngine(worker, dataDirectory ? () => freeBytes(dataDirectory) : () => Infinity)
  }

  query(sql: string, bindings: unknown[] = []): Promise<EmbeddedResult> {
    if (bindings.length > MAX_BINDINGS)
      throw new DomainError(
        'too-large',
        `A statement may carry ${MAX_BINDINGS} values and this one has ${bindings.length}; send them as one JSON value.`,
      )
    this.#guard(sql)
    return this.#call({ kind: 'query', sql, bindings })
  }

  /** Several statements, no bindings; all of them ran or it throws. */
  script(sql: string): Promise<EmbeddedResult> {
    this.#guard(sql)
    return this.#call({ kind: 'script', sql })
  }

  /** Hears a channel for as long as the engine runs. */
  async listen(channel: string, heard: (payload: string) => void): Promise<void> {
    const hearers = this.#hearers.get(channel)
    if (hearers) hearers.push(heard)
    else {
      this.#hearers.set(channel, [heard])
      await this.#call({ kind: 'listen', channel })
    }
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

  #notify({ channel, payload }: EmbeddedNotice) {
    for (const heard of this.#hearers.get(channel) ?? []) heard(payload)
  }

  #settle(answer: EmbeddedAnswer) {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) {
      waiting?.reject(Object.assign(new Error(answer.error.message), answer.error))
      if (answer.error.code === DISK_FULL) this.#stopForFullDisk()
    } else waiting?.resolve(answer.result as never)
  }

  /** After it the engine would answer nothing more: every later call is refused instead of waiting for ever. */
  #stopForFullDisk() {
    this.#stop(
      new DomainError('unavailable', 'The disk was full and the embedded database has stopped.', {
        remedy: 'Free some space and start again; what was acknowledged is safe.',
      }),
    )
    void this.#worker.terminate()
  }

  #stop(error: Error) {
    this.#stopped ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#stopped)
    this.#waiting.clear()
  }

  #guard(sql: string) {
    if (RASTER.test(sql)) throw new Error('The embedded engine does not survive postgis_raster.')
    if (ALWAYS_ALLOWED.test(sql)) return
    const free = this.#freeBytes()
    if (free >= MIN_FREE_BYTES) return
    throw new DomainError(
      'unavailable',
      `Only ${Math.floor(free / 1e6)} MB are free where the database lies; ${Math.ceil(MIN_FREE_BYTES / 1e6)} MB are needed to write.`,
      { remedy: 'Free some space and try again.' },
    )
  }
}
