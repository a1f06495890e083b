import { type Command, InvalidArgumentError, Option } from 'commander'
import { ROLES } from '../platform/access.ts'
import type { CreateOptions, PrintOptions } from './key/manage-keys.ts'

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
    .action(async (options: CreateOptions) => (await import('./key/manage-keys.ts')).createKey(options))

  key
    .command('list')
    .description('All keys, without their secrets.')
    .option('--json', 'print JSON')
    .action(async (options: PrintOptions) => (await import('./key/manage-keys.ts')).printKeys(options))

  key
    .command('revoke <id>')
    .description('End a key at once.')
    .option('--json', 'print JSON')
    .action(async (id: string, options: PrintOptions) =>
      (await import('./key/manage-keys.ts')).endKey(id, options),
    )
}

function positiveNumber(text: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new InvalidArgumentError(`${text} is not a number of days above 0.`)
}
