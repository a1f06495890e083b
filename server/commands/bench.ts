import { type Command, Option } from 'commander'
import type { TypedBenchOptions } from './bench/read-bench-options.ts'
import type { TypedServeOptions } from './bench/serve/read-serve-options.ts'

const PARTITION_NOTES = `
Each case: our engine once for each seed, as a user calls it; after each, gpmetis (Debian package metis) from many starts
for the same processor seconds, the best of which counts. Small cases stand beside the optimum, by HiGHS (package highs).
Valid: no zone avoidably outside the band, every zone connected, every unit assigned. PP: mean Polsby–Popper. Ratios are of
medians, below 1 is better than METIS; in brackets where METIS had no valid plan. Exit code 3: a plan of ours was not valid.`

const SERVE_NOTES = `
A throwaway PostgreSQL is filled with a board of grids and with incidents; all ask for the same tiles, well inside, in rotation:
  plain SQL            ST_Transform over the 4326 column, settings as PostgreSQL ships (pgbench; also prepared)
  best SQL             the stored 3857 column, the envelope computed once, jit and parallel workers off, prepared
  plain Fastify route  the plain SQL behind Fastify and pg
  wangge uncached      wangge serve with WANGGE_TILE_CACHE_MB=0
  wangge kept          wangge serve with its cache, as the tiles are and gzip; and 304 to If-None-Match
  nginx                the very same bytes as files
Every request to wangge needs its key. Medians of interleaved rounds; only ratios of one run compare. With --freshness one grid is
edited by plain SQL, in quiet and under load: which tiles are made anew, and how long old ones are still received.
Before, it is checked that the best SQL and wangge return the same features; exit code 3: they do not.
Needs: sudo apt-get install --no-install-recommends postgresql postgresql-postgis wrk nginx-light`

export function registerBench(program: Command): void {
  const bench = program.command('bench').description('Measure the engine and the server beside their peers.')
  registerPartitionBench(bench)
  registerServeBench(bench)
}

function registerPartitionBench(bench: Command): void {
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
    .addHelpText('after', PARTITION_NOTES)
    .action(async (options: TypedBenchOptions) =>
      (await import('./bench/bench-partition.ts')).benchPartition(options),
    )
}

function registerServeBench(bench: Command): void {
  bench
    .command('serve')
    .description('Tiles from wangge, bare SQL, a plain route and nginx, in one run; print ratios.')
    .option('--database <url>', 'an EMPTY database to fill (default: a throwaway PostgreSQL)')
    .option('--polygons <number>', 'grids', '20000')
    .option('--points <number>', 'incidents', '500000')
    .option('--seconds <number>', 'how long each is measured, each time', '5')
    .option('--rounds <number>', 'how often', '3')
    .option('--connections <number>', 'that ask at the same time', '16')
    .option('--cases <names>', 'of polygons-z12,polygons-z14,points-z12,points-z14', 'all')
    .option('--check', 'only compare the tiles of wangge with those of the best SQL')
    .option('--freshness', 'instead: what an edit makes anew, and how soon readers see it')
    .option('--json', 'print the raw figures')
    .option('--readme [file]', 'put the tables between the markers of a file (default: README.md)')
    .addHelpText('after', SERVE_NOTES)
    .action(async (options: TypedServeOptions) =>
      (await import('./bench/serve/bench-serve.ts')).benchServe(options),
    )
}
