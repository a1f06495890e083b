import { type Command, InvalidArgumentError, Option } from 'commander'
import type { DemoSize } from '../../geo-data/demo/demo-features.ts'
import { readConfig } from '../config.ts'
import { isEmptyDatabase, loadDemo } from '../domains/imports/index.ts'
import { openServices } from '../main.ts'
import { ruleViolation } from '../platform/errors.ts'
import { openProgress } from './progress-bar.ts'

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
    .action(runDemo)
}

async function runDemo(options: { size: DemoSize; seed: number; json?: boolean }) {
  const config = readConfig()
  const { services, close } = await openServices(config)
  const progress = openProgress()
  try {
    if (!(await isEmptyDatabase(services.db)))
      throw ruleViolation(
        'empty-database',
        'The demo loads into an empty database only; this one holds areas.',
        {
          remedy: 'Name another data directory: WANGGE_DATA_DIR=… wangge demo',
        },
      )
    const report = await loadDemo(services, {
      size: options.size,
      seed: options.seed,
      actor: 'wangge demo',
      timeZone: config.WANGGE_TIME_ZONE,
      now: new Date(),
      onProgress: async (share, step) => progress.show(share, step),
    })
    progress.stop()
    process.stdout.write(
      options.json
        ? `${JSON.stringify(report)}\n`
        : `${report.communities} communities, ${report.units} units, ${report.grids} grids (${report.exceptions} exceptions)\n`,
    )
  } finally {
    progress.stop()
    await close()
  }
}
