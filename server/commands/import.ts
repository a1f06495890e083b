import { type Command, InvalidArgumentError, Option } from 'commander'
import { readConfig } from '../config.ts'
import {
  discardAbandoned,
  type FileOptions,
  type ImportAndBuildReport,
  importAndBuild,
  readOutline,
} from '../domains/imports/index.ts'
import { openServices } from '../main.ts'
import { openProgress } from './progress-bar.ts'

type ImportFlags = Omit<FileOptions, 'outline' | 'fields' | 'barrier' | 'buildUnits'> & {
  outline?: string
  field?: NonNullable<FileOptions['fields']>
  barrier?: NonNullable<FileOptions['barrier']>
  units?: boolean
  json?: true
}

export function registerImport(program: Command): void {
  program
    .command('import <file...>')
    .description(
      'Import OSM extracts, GeoJSON, GeoJSONSeq, CSV or shapefiles as one data set; twice the same changes nothing.',
    )
    .addOption(
      new Option('--layer <layer>', 'what the features are (OSM says it itself)').choices([
        'areas',
        'buildings',
        'barriers',
        'units',
      ]),
    )
    .option('--source <name>', 'names the data set (default: osm, or the name of the first file)')
    .option('--crs <crs>', 'EPSG:4326, 4490, 3857, 4491–4554, gcj02, bd09; wins over what the file carries')
    .addOption(new Option('--axes <order>', 'yx: latitude or northing first').choices(['xy', 'yx']))
    .option('--encoding <name>', 'of text and attribute tables, for example gbk')
    .option('--layer-name <name>', 'which layer of an archive')
    .option('--id-field <name>', 'the property that names a feature')
    .option('--x <column>', 'longitude column of a CSV')
    .option('--y <column>', 'latitude column of a CSV')
    .option(
      '--field <what=name>',
      'which property holds what, for example households=HH; repeatable',
      collectField,
      {},
    )
    .addOption(
      new Option('--level <level>', 'level of areas that do not say theirs').choices([
        'province',
        'city',
        'county',
        'town',
        'community',
      ]),
    )
    .option(
      '--barrier <kind:class>',
      'what barriers are that do not say it, for example road:primary',
      barrierOf,
    )
    .option(
      '--community-level <n>',
      'admin_level of communities in OSM (default: the deepest whose boundaries close)',
      wholeNumber,
    )
    .option('--households-total <n>', 'known households of all buildings together', wholeNumber)
    .option('--outline <file>', 'polygons to make a community of, or "extent" for the extent of the data')
    .option('--outline-name <name>', 'name of that community')
    .option('--units', 'make the units of the changed ground anew (default: for OSM)')
    .option('--no-units', 'leave the units as they are')
    .option('--ignore-crs-guard', 'the coordinates are right although they look shifted')
    .option('--json', 'print the result as JSON')
    .action(runImport)
}

async function runImport(paths: string[], flags: ImportFlags) {
  const options = await optionsOf(flags)
  const { services, close } = await openServices(readConfig())
  const progress = openProgress()
  try {
    await discardAbandoned(services.db, { all: services.engine === 'embedded' })
    const report = await importAndBuild(services, {
      files: paths.map((path) => ({ path })),
      options,
      actor: 'wangge import',
      onProgress: async (share, step) => progress.show(share, step),
    })
    progress.stop()
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${linesOf(report).join('\n')}\n`)
  } finally {
    progress.stop()
    await close()
  }
}

async function optionsOf({ outline, field, units, json: _, ...options }: ImportFlags): Promise<FileOptions> {
  return {
    ...options,
    ...(field && Object.keys(field).length > 0 ? { fields: field } : {}),
    ...(units === undefined ? {} : { buildUnits: units }),
    ...(outline === undefined
      ? {}
      : { outline: outline === 'extent' ? 'extent' : await readOutline(outline) }),
  }
}

function linesOf({ importId, layers, rules, findings, units }: ImportAndBuildReport): string[] {
  const counts = Object.entries(layers).map(
    ([layer, it]) =>
      `${layer.padEnd(10)} ${it.read} read, ${it.added} added, ${it.changed} changed, ${it.unchanged} unchanged, ${it.repaired} repaired, ${it.rejected} rejected`,
  )
  const found = Object.entries(rules).map(([rule, count]) => `  ${String(count).padStart(6)}  ${rule}`)
  return [
    ...counts,
    ...(units ? [`units      ${units.unitCount}, ${units.findingCount} findings`] : []),
    ...(findings > 0
      ? [`${findings} findings (GET /api/imports/${importId}/findings):`, ...found]
      : ['No findings.']),
  ]
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number ≥ 0 is needed.')
  return value
}

const FIELDS = [
  'code',
  'name',
  'nameEn',
  'level',
  'parent',
  'households',
  'population',
  'levels',
  'use',
  'compound',
  'kind',
  'class',
  'bridge',
  'tunnel',
]

function collectField(
  text: string,
  fields: NonNullable<FileOptions['fields']>,
): NonNullable<FileOptions['fields']> {
  const [what = '', ...name] = text.split('=')
  if (!FIELDS.includes(what) || name.length === 0)
    throw new InvalidArgumentError(`Expected WHAT=NAME, WHAT one of ${FIELDS.join(', ')}.`)
  return { ...fields, [what]: name.join('=') }
}

function barrierOf(text: string): NonNullable<FileOptions['barrier']> {
  const [kind = '', barrierClass = ''] = text.split(':')
  if (!['water', 'rail', 'road', 'link'].includes(kind) || barrierClass === '')
    throw new InvalidArgumentError('Expected KIND:CLASS, KIND one of water, rail, road, link.')
  return { kind: kind as 'water' | 'rail' | 'road' | 'link', class: barrierClass }
}
