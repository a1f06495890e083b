/** LISTEN on the server engine: a connection of its own that is watched, because a lost one is silent. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { EmbeddedEngine } from './embedded-engine.ts'

/** What a listener of a channel is told. */
export type Hearing = {
  heard: (payload: string) => void
  /** From now on nothing is missed; what came before may have been. */
  live: () => void
  /** From now on something may be missed. */
  lost: () => void
}

/** Hears a channel until the function it gives is called. */
export type Listen = (channel: string, hearing: Hearing) => Promise<() => Promise<void>>

/** A connection that answers no question within this time counts as lost. */
const ANSWER_MILLISECONDS = 1000
const HEARTBEAT_MILLISECONDS = 1000
const RETRY_MILLISECONDS = 500

/** The embedded engine has one process and tells everything before the statement that caused it answers. */
export const listenEmbedded =
  (engine: EmbeddedEngine): Listen =>
  async (channel, { heard, live }) => {
    await engine.listen(channel, heard)
    live()
    return async () => {}
  }

/**
 * Listens over a direct connection. It is live only after a message of its own has come back: through a pooler that gives
 * connections away between transactions none does.
 */
export const listenOnServer =
  (databaseUrl: string): Listen =>
  async (channel, hearing) => {
    const listener = new ServerListener(databaseUrl, channel, hearing)
    await listener.connect()
    return () => listener.stop()
  }

class ServerListener {
  readonly #databaseUrl: string
  readonly #channel: string
  readonly #hearing: Hearing
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #probe: string | undefined
  #isStopped = false

  constructor(databaseUrl: string, channel: string, hearing: Hearing) {
    this.#databaseUrl = databaseUrl
    this.#channel = channel
    this.#hearing = hearing
  }

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: 5 * ANSWER_MILLISECONDS,
      query_timeout: ANSWER_MILLISECONDS,
      keepAlive: true,
    })
    this.#client = client
    client.on('notification', ({ payload = '' }) => this.#hear(payload))
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(this.#channel)}`)
      this.#probe = JSON.stringify({ table: `probe ${randomUUID()}` })
      await client.query('select pg_notify($1, $2)', [this.#channel, this.#probe])
      this.#beatLater(client)
    } catch {
      this.#lose(client)
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => {})
  }

  #hear(payload: string) {
    if (payload === this.#probe) this.#hearing.live()
    else if (!payload.includes('"probe ')) this.#hearing.heard(payload)
  }

  #beatLater(client: pg.Client) {
    this.#timer = setTimeout(async () => {
      try {
        await client.query('select 1')
        if (client === this.#client) this.#beatLater(client)
      } catch {
        this.#lose(client)
      }
    }, HEARTBEAT_MILLISECONDS)
    this.#timer.unref()
  }

  #lose(client: pg.Client) {
    if (client !== this.#client || this.#isStopped) return
    this.#client = undefined
    this.#hearing.lost()
    clearTimeout(this.#timer)
    client.end().catch(() => {})
    this.#timer = setTimeout(() => void this.connect(), RETRY_MILLISECONDS)
    this.#timer.unref()
  }
}
