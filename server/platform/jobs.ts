/** Long work as rows: queued, run one at a time by each process, with progress, cancellable, taken up again when its process has died. */
import type { FastifyBaseLogger } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { type Database, rows } from './database.ts'
import { DomainError, describeError } from './errors.ts'

export type JobContext = {
  db: Database
  jobId: string
  /** @param share 0…1 @param step a key the viewer translates, for example `import.validate` */
  progress: (share: number, step: string) => Promise<void>
  /** Looked at between steps; long loops call it and stop. */
  isCancelled: () => boolean
}
export type JobHandler = (context: JobContext, input: never) => Promise<unknown>

const MAX_ATTEMPTS = 3
const HEARTBEAT_SECONDS = 5
const POLL_MILLISECONDS = 1000

const CANCELLED = new DomainError('conflict', 'The job was cancelled.')
/** For handlers: what to throw when `isCancelled()` said yes. */
export const cancelled = (): DomainError => CANCELLED

export class JobRunner {
  readonly #db: Database
  readonly #log: FastifyBaseLogger | undefined
  readonly #handlers = new Map<string, JobHandler>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #isStopping = false

  constructor(db: Database, log?: FastifyBaseLogger) {
    this.#db = db
    this.#log = log
  }

  register<Input>(kind: string, handler: (context: JobContext, input: Input) => Promise<unknown>) {
    this.#handlers.set(kind, handler as JobHandler)
  }

  async enqueue(kind: string, input: unknown, requestedBy: string): Promise<string> {
    if (!this.#handlers.has(kind)) throw new Error(`No handler for jobs of kind ${kind}.`)
    const id = uuidv7()
    await rows(
      this.#db,
      /* sql */ `insert into jobs (id, kind, input, requested_by) values (?, ?, ?::jsonb, ?)`,
      [id, kind, JSON.stringify(input), requestedBy],
    )
    this.#wake()
    return id
  }

  /** Takes up what a stopped process left; `all` when no other process can be running (the embedded engine). */
  async start({ all }: { all: boolean }): Promise<void> {
    await rows(
      this.#db,
      /* sql */ `
      update jobs set state = case when attempts < ? then 'queued' else 'failed' end,
        problem = case when attempts < ? then null else '{"detail": "The server stopped while this ran."}'::jsonb end
      where state = 'running' and (? or heartbeat_at < now() - interval '60 seconds')`,
      [MAX_ATTEMPTS, MAX_ATTEMPTS, all],
    )
    this.#timer = setInterval(() => this.#wake(), POLL_MILLISECONDS)
    this.#timer.unref()
    this.#wake()
  }

  /** Waits for the job under way; it keeps its place if it does not end. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#timer)
    await this.#running
  }

  /** Runs what is queued until nothing is: for tests and commands. */
  async drain(): Promise<void> {
    await this.#running
    this.#wake()
    await this.#running
  }

  #wake() {
    if (this.#running || this.#isStopping) return
    this.#running = this.#runQueued()
      .catch((error) => this.#log?.error(error))
      .finally(() => {
        this.#running = undefined
      })
  }

  async #runQueued() {
    while (!this.#isStopping) {
      const [job] = await rows<{ id: string; kind: string; input: never }>(
        this.#db,
        /* sql */ `
        update jobs set state = 'running', attempts = attempts + 1, started_at = now(), heartbeat_at = now()
        where id = (select id from jobs
          where state = 'queued' or state = 'running' and heartbeat_at < now() - interval '60 seconds' and attempts < ?
          order by created_at, id limit 1 for update skip locked)
        returning id, kind, input`,
        [MAX_ATTEMPTS],
      )
      if (!job) return
      await this.#run(job)
    }
  }

  async #run(job: { id: string; kind: string; input: never }) {
    const handler = this.#handlers.get(job.kind)
    let isCancelled = false
    const beat = setInterval(async () => {
      isCancelled = (await this.#beat(job.id).catch(() => false)) || isCancelled || this.#isStopping
    }, HEARTBEAT_SECONDS * 1000)
    const context: JobContext = {
      db: this.#db,
      jobId: job.id,
      isCancelled: () => isCancelled || this.#isStopping,
      progress: async (share, step) => {
        isCancelled = (await this.#beat(job.id, share, step)) || isCancelled
      },
    }
    try {
      if (!handler) throw new Error(`No handler for jobs of kind ${job.kind}.`)
      const result = await handler(context, job.input)
      await this.#finish(job.id, 'succeeded', { result: result ?? null })
    } catch (error) {
      // Stopped by us, not by the user: back to the queue, to be taken up at the next start.
      if (this.#isStopping && !isCancelled) await this.#requeue(job.id)
      else if (error === CANCELLED) await this.#finish(job.id, 'cancelled', {})
      else {
        this.#log?.warn({ err: error, job: job.id }, 'job failed')
        await this.#finish(job.id, 'failed', { problem: describeError(error) })
      }
    } finally {
      clearInterval(beat)
    }
  }

  async #beat(id: string, share: number | null = null, step: string | null = null): Promise<boolean> {
    const [row] = await rows<{ cancelled: boolean }>(
      this.#db,
      /* sql */ `
      update jobs set heartbeat_at = now(), progress = coalesce(?::double precision, progress), step = coalesce(?, step)
      where id = ? returning cancel_requested as cancelled`,
      [share === null ? null : Math.min(1, Math.max(0, share)), step, id],
    )
    return row?.cancelled ?? true
  }

  #requeue = (id: string) =>
    rows(this.#db, /* sql */ `update jobs set state = 'queued', attempts = attempts - 1 where id = ?`, [id])

  #finish = (id: string, state: string, end: { result?: unknown; problem?: unknown }) =>
    rows(
      this.#db,
      /* sql */ `
      update jobs set state = ?, result = ?::jsonb, problem = ?::jsonb, finished_at = now(),
        progress = case when ? then 1 else progress end
      where id = ?`,
      [
        state,
        end.result === undefined ? null : JSON.stringify(end.result),
        end.problem === undefined ? null : JSON.stringify(end.problem),
        state === 'succeeded',
        id,
      ],
    )
}
