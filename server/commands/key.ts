import { type Command, InvalidArgumentError, Option } from 'commander'
import { readConfig } from '../config.ts'
import { issueKey, type KeySummary, listKeys, revokeKey } from '../domains/identity/index.ts'
import { openServices } from '../main.ts'
import { ROLES, type Role } from '../platform/access.ts'
import type { Database } from '../platform/database.ts'

const ACTOR = 'wangge key'
const DAY_MILLISECONDS = 86_400_000

type CreateOptions = { name: string; role: Role; area?: string[]; days?: number; json?: true }

export function registerKey(program: Command): void {
  const key = program.command('key').description('API keys: make one, list them, revoke one.')

  key
    .command('create')
    .description('Make a key; its secret is shown once, now.')
    .requiredOption('--name <name>', 'who or what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices([...ROLES]).default('viewer'))
    .option('--area <id...>', 'areas it may act in, with everything below them (default: everywhere)')
    .option('--days <number>', 'how long it is valid (default: until revoked)', positiveNumber)
    .option('--json', 'print JSON')
    .action((options: CreateOptions) =>
      withDatabase(async (db) => {
        const { name, role, area = null, days } = options
        const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MILLISECONDS)
        const issued = await issueKey(db, { name, role, areaIds: area, expiresAt }, ACTOR)
        print(options, issued, [`${issued.secret}`, describe(issued), 'The secret is not shown again.'])
      }),
    )

  key
    .command('list')
    .description('All keys, without their secrets.')
    .option('--json', 'print JSON')
    .action((options: { json?: true }) =>
      withDatabase(async (db) => {
        const keys = await listKeys(db)
        print(options, { keys }, keys.length ? keys.map(describe) : ['There are no keys.'])
      }),
    )

  key
    .command('revoke <id>')
    .description('End a key at once.')
    .option('--json', 'print JSON')
    .action((id: string, options: { json?: true }) =>
      withDatabase(async (db) => {
        const revoked = await revokeKey(db, id, ACTOR)
        print(options, revoked, [describe(revoked)])
      }),
    )
}

async function withDatabase(work: (db: Database) => Promise<void>) {
  const { services, close } = await openServices(readConfig())
  try {
    await work(services.db)
  } finally {
    await close()
  }
}

function positiveNumber(text: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new InvalidArgumentError(`${text} is not a number of days above 0.`)
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

const print = (options: { json?: true }, result: object, lines: string[]) =>
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${lines.join('\n')}\n`)
