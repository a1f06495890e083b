import { LRUCache } from 'lru-cache'
import type { ChangeFeed } from './change-feed.ts'

/** Answers of the database, kept until one of some tables changes; while changes could be missed it is asked each time. */
export class Remembered<Value> {
  readonly #changes: ChangeFeed
  readonly #load: (key: string) => Promise<Value>
  readonly #kept: LRUCache<string, { value: Value }>
  /** Counts the changes: an answer asked for before one is not kept after it. */
  #changed = 0

  constructor(
    changes: ChangeFeed,
    tables: readonly string[],
    load: (key: string) => Promise<Value>,
    { most = 1000 }: { most?: number } = {},
  ) {
    this.#changes = changes
    this.#load = load
    this.#kept = new LRUCache({ max: most })
    changes.subscribe({
      changed: ({ table }) => tables.includes(table) && this.forget(),
      interrupted: () => this.forget(),
    })
  }

  /** The answer if it is kept: without waiting. */
  peek(key: string): Value | undefined {
    return this.#kept.get(key)?.value
  }

  async get(key: string): Promise<Value> {
    const kept = this.#kept.get(key)
    if (kept) return kept.value
    const changed = this.#changed
    const value = await this.#load(key)
    if (changed === this.#changed && this.#changes.isLive) this.#kept.set(key, { value })
    return value
  }

  forget() {
    this.#changed++
    this.#kept.clear()
  }
}
