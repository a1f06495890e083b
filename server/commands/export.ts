import { type Command, InvalidArgumentError } from 'commander'
import type { ExportFlags } from './export/run-export.ts'

const EXIT_CODES = `
Exit codes: 0 the archive is written and whole; 2 bad input, a file that is there already, or nothing to show;
1 anything else, also when a server holds the data directory. What was begun is removed again.`

export function registerExport(program: Command): void {
  program
    .command('export')
    .description('Write the tiles of a plan to one file that needs no server: a PMTiles archive.')
    .requiredOption('--pmtiles <file>', 'where to write it')
    .option('--plan <id>', 'the grids of a plan, or "active": those that hold now', 'active')
    .option('--layers <names>', 'which layers, joined by commas', 'grids')
    .option('--min-zoom <n>', 'from this zoom on (default: the first that has tiles)', zoom)
    .option('--max-zoom <n>', 'up to this zoom (default: the last that has tiles)', zoom)
    .option('--force', 'replace a file that is there already')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXIT_CODES)
    .action(async (flags: ExportFlags) => (await import('./export/run-export.ts')).runExport(flags))
}

function zoom(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 22)
    throw new InvalidArgumentError('A zoom is a whole number from 0 to 22.')
  return value
}
