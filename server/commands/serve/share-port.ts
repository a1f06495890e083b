/**
 * Several processes behind one port:
 *
 *   primary ─┬─ first worker   migrates, loads the demo of a first start, says the address
 *            ├─ worker         forked when the first is ready
 *            └─ …              one that dies is replaced
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import closeWithGrace from 'close-with-grace'
import type { Config } from '../../config.ts'
import { PageSession } from '../../domains/identity/index.ts'
import { STOP_MILLISECONDS } from '../../main.ts'
import { DomainError } from '../../platform/errors.ts'

/** What a worker is told when it asks. */
export type Start = { sessionSecret: string; port: number; isFirst: boolean }

type FromWorker = 'ask' | { address: string }

const REPLACE_MILLISECONDS = 250
const MAX_DEATHS = 5
const DEATHS_MILLISECONDS = 10_000

/** A worker that dies while it is told something fails twice; its end alone counts. */
const HEARD_AT_ITS_END = () => {}

/** @throws DomainError `invalid-request` with the embedded engine, which is one process */
export function sharePort(config: Config): void {
  if (!config.DATABASE_URL)
    throw new DomainError(
      'invalid-request',
      `WANGGE_PROCESSES is ${config.WANGGE_PROCESSES}, but with the embedded engine one process holds the data directory.`,
      { remedy: 'Set DATABASE_URL to a PostgreSQL server, or WANGGE_PROCESSES to 1.' },
    )
  new SharedPort(config).open()
}

class SharedPort {
  readonly #processes: number
  readonly #start: Start
  readonly #asked = new Set<Worker>()
  #port = 0
  #deaths: number[] = []
  #isStopping = false
  readonly #graceful = closeWithGrace({ delay: STOP_MILLISECONDS + 2000 }, async ({ err }) => {
    if (err) process.stderr.write(`wangge: ${err.stack}\n`)
    await this.#stop()
  })

  constructor(config: Config) {
    this.#processes = config.WANGGE_PROCESSES
    this.#start = { sessionSecret: new PageSession().secret, port: config.WANGGE_PORT, isFirst: true }
  }

  open() {
    // The kernel hands out connections: faster than the primary doing it in turn.
    cluster.schedulingPolicy = cluster.SCHED_NONE
    cluster.on('message', (worker, message: FromWorker) => {
      if (message === 'ask') this.#answer(worker)
      else if (this.#start.isFirst) this.#firstIsReady(message.address)
    })
    cluster.on('exit', (worker, code, signal) => this.#onExit(worker, code, signal))
    cluster.fork()
  }

  #answer(worker: Worker) {
    if (this.#isStopping) return
    this.#asked.add(worker)
    worker.send(this.#start, HEARD_AT_ITS_END)
  }

  #firstIsReady(address: string) {
    this.#port = Number(new URL(address).port) || this.#start.port
    this.#start.isFirst = false
    process.stdout.write(`wangge 网格 → ${address}\n`)
    if (this.#isStopping) return
    for (let count = 1; count < this.#processes; count++) cluster.fork()
  }

  #onExit(worker: Worker, code: number | null, signal: string | null) {
    this.#asked.delete(worker)
    if (this.#isStopping) return
    // Why it could not start, it has said itself.
    if (this.#start.isFirst) return this.#giveUp(code || 1)
    const now = Date.now()
    this.#deaths = [...this.#deaths.filter((death) => now - death < DEATHS_MILLISECONDS), now]
    const end = `wangge: Process ${worker.process.pid} ended with ${signal ?? code}`
    if (this.#deaths.length < MAX_DEATHS) {
      process.stderr.write(`${end}; another takes its place.\n`)
      setTimeout(() => this.#replace(), REPLACE_MILLISECONDS)
    } else {
      process.stderr.write(`${end}, the ${MAX_DEATHS}th in ${DEATHS_MILLISECONDS / 1000} s; all end.\n`)
      this.#giveUp(1)
    }
  }

  #replace() {
    if (this.#isStopping) return
    // As long as one lives, port 0 means the one it has; after that it would mean any.
    if (Object.keys(cluster.workers ?? {}).length === 0) this.#start.port = this.#port
    cluster.fork()
  }

  #giveUp(code: number) {
    this.#graceful.uninstall()
    process.exitCode = code
    void this.#stop()
  }

  async #stop() {
    this.#isStopping = true
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(
      workers.map(async (worker) => {
        const gone = once(worker, 'exit')
        // One that has not asked yet has opened nothing and hears nothing.
        if (this.#asked.has(worker) && worker.isConnected()) worker.send('stop', HEARD_AT_ITS_END)
        else worker.process.kill('SIGKILL')
        await gone
      }),
    )
  }
}
