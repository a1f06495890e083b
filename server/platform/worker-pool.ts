/** Heavy pure work runs in threads, so that requests keep being answered. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { threadArguments } from './thread-entry.ts'

export type WorkerPool = {
  /** Runs the named algorithm of `server/algorithms/worker.ts` on structured-cloneable input. */
  run: <Result>(name: string, input: unknown, options?: { signal?: AbortSignal }) => Promise<Result>
  close: () => Promise<void>
}

/**
 * @param entry   URL of the module whose exports are the algorithms
 * @param threads at most so many; one for each core when absent
 */
export function openWorkerPool(entry: URL, threads = availableParallelism()): WorkerPool {
  const filename = fileURLToPath(entry)
  const pool = new Piscina({
    filename,
    minThreads: 0,
    maxThreads: Math.max(1, threads),
    idleTimeout: 10_000,
    execArgv: threadArguments(entry.href),
  })
  return {
    run: (name, input, options = {}) =>
      pool.run(input, { name, ...(options.signal ? { signal: options.signal } : {}) }),
    close: () => pool.destroy(),
  }
}
