import type { ChangeFeed } from '../../platform/change-feed.ts'
import { type Database, oneRow } from '../../platform/database.ts'
import type { Layer, NextChange } from '../../platform/layers.ts'

/** After the moment itself: the clocks of database and process tell it a little apart. */
const LATE_MILLISECONDS = 20
/** Timers wait no longer than 24.8 days; asking again each day is cheap. */
const LONGEST_MILLISECONDS = 24 * 60 * 60 * 1000

/** Layers that change with time alone: says so when the moment comes that their `nextChange` names. */
export class TimedChanges {
  readonly #db: Database
  readonly #expected: ReadonlySet<NextChange>
  readonly #due: (passed: NextChange) => void
  readonly #timers = new Map<NextChange | 'again', NodeJS.Timeout>()
  readonly #leave: () => void
  /** Counts the askings: an answer that comes after a later question is not used. */
  #asked = 0
  #isKnown = false

  /** @param due told the `nextChange` of the layers that have just changed */
  constructor(
    db: Database,
    changes: ChangeFeed,
    layers: readonly Layer[],
    due: (passed: NextChange) => void,
  ) {
    this.#db = db
    this.#expected = new Set(layers.flatMap(({ nextChange }) => nextChange ?? []))
    this.#due = due
    const tables = new Set([...this.#expected].map(({ table }) => table))
    this.#leave = changes.subscribe({
      changed: ({ table }) => tables.has(table) && void this.ask(),
      interrupted: () => void this.ask(),
    })
  }

  /** Whether the next moments are known: until then nothing may be kept. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  async ask(): Promise<void> {
    const asked = ++this.#asked
    this.#isKnown = false
    try {
      const waits = await Promise.all(
        [...this.#expected].map(async (it) => [it, await this.#wait(it)] as const),
      )
      if (asked !== this.#asked) return
      for (const [next, wait] of waits) this.#set(next, wait)
      this.#isKnown = true
    } catch {
      // The database does not answer now; what it is asked next says why.
      if (asked === this.#asked) this.#set('again', LATE_MILLISECONDS * 50)
    }
  }

  stop() {
    this.#asked++
    this.#leave()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  /** Milliseconds until the next moment. */
  async #wait({ sql }: NextChange): Promise<number> {
    const { wait } = await oneRow<{ wait: number | null }>(
      this.#db,
      /* sql */ `select (extract(epoch from next.at - clock_timestamp()) * 1000)::float8 as wait from (${sql}) as next`,
    )
    return wait === null ? LONGEST_MILLISECONDS : Math.max(0, wait) + LATE_MILLISECONDS
  }

  #set(next: NextChange | 'again', wait: number) {
    clearTimeout(this.#timers.get(next))
    const timer = setTimeout(
      () => {
        if (next !== 'again') this.#due(next)
        void this.ask()
      },
      Math.min(wait, LONGEST_MILLISECONDS),
    )
    timer.unref()
    this.#timers.set(next, timer)
  }
}
