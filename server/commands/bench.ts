import { type Command, Option } from 'commander'
import type { TypedBenchOptions } from './bench/read-bench-options.ts'

const NOTES = `
Each case: our engine once for each seed, as a user calls it; after each, gpmetis (Debian package metis) from many starts
for the same processor seconds, the best of which counts. Small cases stand beside the optimum, by HiGHS (package highs).
Valid: no zone avoidably outside the band, every zone connected, every unit assigned. PP: mean Polsby–Popper. Ratios are of
medians, below 1 is better than METIS; in brackets where METIS had no valid plan. Exit code 3: a plan of ours was not valid.`

export function registerBench(program: Command): void {
  const bench = program.command('bench').description('Measure the engine beside its peers.')

  bench
    .command('partition')
    .description(
      'Divide real and invented cities with wangge, METIS and an exact model, in one run; print ratios.',
    )
    .addOption(
      new Option('--data <folder>', 'adds the real cities of FOLDER/partition').env('WANGGE_TEST_DATA'),
    )
    .option(
      '--scorer <file>',
      'an independent judge, called as python3 FILE UNITS ADJACENCY ASSIGNMENT (default: our own)',
    )
    .option('--seeds <number>', 'plans of ours for each case', '3')
    .option(
      '--units <numbers>',
      'sizes of the invented cities, separated by commas (default: 1000,4000; with --growth up to 256000)',
    )
    .option('--small <number>', 'small cases beside the optimum', '6')
    .option('--growth', 'instead: time and memory on more and more units')
    .option('--readme [file]', 'put the tables between the markers of a file (default: README.md)')
    .addHelpText('after', NOTES)
    .action(async (options: TypedBenchOptions) =>
      (await import('./bench/bench-partition.ts')).benchPartition(options),
    )
}
