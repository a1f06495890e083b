/** What changes on the map, told by the database when it commits: also what other processes and plain SQL have changed. */
import type { Geometry } from 'geojson'
import type { Listen } from './notifications.ts'

/** One statement's changes to a table, as migration 0009 announces them; without a place it may be anywhere. */
export type MapChange = Readonly<{
  table: string
  /** Parts of the table that are concerned (a plan's id, `active`); absent = any. */
  scopes?: readonly string[]
  /** Where, in metres of EPSG:3857, to the metre: before the change and after it. */
  shapes?: readonly Geometry[]
  /** West, south, east, north in metres of EPSG:3857, where the shapes are too many. */
  boxes?: readonly (readonly [number, number, number, number])[]
}>

/** What a cache of the map does. */
export type ChangeListener = {
  changed: (change: MapChange) => void
  /** Changes may have been missed: forget everything. */
  interrupted: () => void
}

const CHANNEL = 'wangge_changes'

/** Who keeps a copy of what the database holds keeps it only while this feed is live. */
export class ChangeFeed {
  readonly #listen: Listen
  readonly #listeners = new Set<ChangeListener>()
  #isLive = false
  #stop: (() => Promise<void>) | undefined

  constructor(listen: Listen) {
    this.#listen = listen
  }

  /** Whether every change committed until a moment ago has been heard. */
  get isLive(): boolean {
    return this.#isLive
  }

  /** @returns how to stop hearing */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    this.#stop ??= await this.#listen(CHANNEL, {
      heard: (payload) => this.#tell(JSON.parse(payload) as MapChange),
      live: () => this.#interrupt(true),
      lost: () => this.#interrupt(false),
    })
  }

  async stop(): Promise<void> {
    const stop = this.#stop
    this.#stop = undefined
    this.#isLive = false
    await stop?.()
  }

  #tell(change: MapChange) {
    for (const listener of this.#listeners) listener.changed(change)
  }

  #interrupt(isLive: boolean) {
    this.#isLive = isLive
    for (const listener of this.#listeners) listener.interrupted()
  }
}
