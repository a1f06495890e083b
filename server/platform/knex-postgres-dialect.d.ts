/** knex ships its dialects without types; this is the part the embedded client builds on. */
declare module 'knex/lib/dialects/postgres/index.js' {
  import type { Knex } from 'knex'

  export default class PostgresClient {
    constructor(config: Knex.Config)
    config: Knex.Config
    _driver(): unknown
    _acquireOnlyConnection(): Promise<unknown>
    destroyRawConnection(connection: unknown): Promise<void>
    checkVersion(connection: unknown): Promise<string>
    _parseVersion(version: string): string
    _query(connection: unknown, query: unknown): Promise<unknown>
  }
}
