import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ImportFlags } from './import/run-import.ts'

type ImportFields = NonNullable<ImportFlags['field']>

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
    .action(async (paths: string[], flags: ImportFlags) =>
      (await import('./import/run-import.ts')).runImport(paths, flags),
    )
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

function collectField(text: string, fields: ImportFields): ImportFields {
  const [what = '', ...name] = text.split('=')
  if (!FIELDS.includes(what) || name.length === 0)
    throw new InvalidArgumentError(`Expected WHAT=NAME, WHAT one of ${FIELDS.join(', ')}.`)
  return { ...fields, [what]: name.join('=') }
}

function barrierOf(text: string): ImportFlags['barrier'] {
  const [kind = '', barrierClass = ''] = text.split(':')
  if (!['water', 'rail', 'road', 'link'].includes(kind) || barrierClass === '')
    throw new InvalidArgumentError('Expected KIND:CLASS, KIND one of water, rail, road, link.')
  return { kind: kind as 'water' | 'rail' | 'road' | 'link', class: barrierClass }
}
