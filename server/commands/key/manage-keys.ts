import { readConfig } from '../../config.ts'
import { issueKey, type KeySummary, listKeys, revokeKey } from '../../domains/identity/index.ts'
import { openServices } from '../../main.ts'
import type { Role } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'

const ACTOR = 'wangge key'
const DAY_MILLISECONDS = 86_400_000

export type PrintOptions = { json?: true }
export type CreateOptions = PrintOptions & { name: string; role: Role; area?: string[]; days?: number }

export function createKey(options: CreateOptions): Promise<void> {
  return withDatabase(async (db) => {
    const { name, role, area = null, days } = options
    const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MILLISECONDS)
    const issued = await issueKey(db, { name, role, areaIds: area, expiresAt }, ACTOR)
    print(options, issued, [`${issued.secret}`, describe(issued), 'The secret is not shown again.'])
  })
}

export function printKeys(options: PrintOptions): Promise<void> {
  return withDatabase(async (db) => {
    const keys = await listKeys(db)
    print(options, { keys }, keys.length ? keys.map(describe) : ['There are no keys.'])
  })
}

export function endKey(id: string, options: PrintOptions): Promise<void> {
  return withDatabase(async (db) => {
    const revoked = await revokeKey(db, id, ACTOR)
    print(options, revoked, [describe(revoked)])
  })
}

async function withDatabase(work: (db: Database) => Promise<void>) {
  const { services, close } = await openServices(readConfig())
  try {
    await work(services.db)
  } finally {
    await close()
  }
}

const describe = (key: KeySummary) =>
  [
    key.id,
    key.state.padEnd(7),
    key.role.padEnd(10),
    key.name,
    key.areaIds ? `areas ${key.areaIds.join(' ')}` : 'everywhere',
    key.expiresAt ? `until ${key.expiresAt}` : 'until revoked',
  ].join('  ')

const print = (options: PrintOptions, result: object, lines: string[]) =>
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${lines.join('\n')}\n`)
