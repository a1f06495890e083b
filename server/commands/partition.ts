import type { Command } from 'commander'
import type { TypedOptions } from './partition/read-options.ts'

const EXIT_BAD_INPUT = 2

const EXIT_CODES = `
Exit codes: 0 every zone is inside the band, or is listed as one that no plan could avoid; 2 bad input;
3 no plan inside the band was found (the best is still written).
Of several weights each has its band; the first is the one with a target and the one that counts as moved.
Edges of 0 m are links (bridges, ferries). The same seed gives the same plan; --time is only a cap.`

export function registerPartition(program: Command): void {
  program
    .command('partition <units>')
    .description(
      'Divide the units of a GeoJSON file (.geojson[.gz]) into contiguous zones inside a band of weight.',
    )
    .option(
      '--weight <field>',
      'what is balanced: FIELD, or FIELD:MIN:MAX; repeated, one band each',
      (field, all: string[] = []) => [...all, field],
    )
    .option('--min <number>', 'least weight of a zone')
    .option('--max <number>', 'most weight of a zone')
    .option('--target <number>', 'wished (first) weight of a zone (default: the middle of the band)')
    .option('--zones <number>', 'exact number of zones (default: free inside the band)')
    .option('--within <field>', 'zones do not cross from one value of this field to another')
    .option('--id <field>', 'field with the unit ids (default: properties.id, then feature.id)')
    .option('--adjacency <file>', '{"edges": [["a","b",shared metres], …]} (default: from the geometry)')
    .option('--barriers <file>', 'GeoJSON lines that boundaries should follow')
    .option('--current <field|file>', 'the zones of today: a field, or a .json file {"unit id": zone}')
    .option('--lock <zones>', 'zones of today that stay as they are, separated by commas')
    .option(
      '--prefer <what>',
      'balance, compact (default), boundaries, or stability (default with --current)',
    )
    .option('--measure <what>', 'what an inner boundary costs: length (default) or edges')
    .option('--seed <number>', 'another seed gives another plan (default: 1)')
    .option('--time <seconds>', 'stop after so long, with the best plan so far')
    .option('--tiers <min:max>', 'divide each zone again, by the first weight')
    .option(
      '--alternatives <number>',
      'so many plans that differ, with the next seeds; files get the numbers .2, .3 …',
    )
    .option('--threads <number>', 'threads to work in (default: one for each core); the plan is the same')
    .option('--out <file>', 'write the zones as GeoJSON')
    .option('--assignment <file>', 'write {"unit id": "zone", …}')
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', EXIT_CODES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_BAD_INPUT))
    .action(async (path: string, options: TypedOptions) =>
      (await import('./partition/partition-file.ts')).partitionFile(path, options),
    )
}
