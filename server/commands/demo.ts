import { type Command, InvalidArgumentError, Option } from 'commander'
import type { DemoOptions } from './demo/run-demo.ts'

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number ≥ 0 is needed.')
  return value
}

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Load the generated, fictional demo into an empty database, balance and publish it.')
    .addOption(
      new Option('--size <size>', 'how much of it').choices(['town', 'county', 'city']).default('town'),
    )
    .option('--seed <n>', 'another seed makes another county', wholeNumber, 1)
    .option('--json', 'print the result as JSON')
    .action(async (options: DemoOptions) => (await import('./demo/run-demo.ts')).runDemo(options))
}
