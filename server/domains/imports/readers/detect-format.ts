import iconv from 'iconv-lite'
import { guessEncoding } from './read-bytes.ts'
import { UnreadableSource } from './unreadable-source.ts'

export type SourceFormat = 'osm-pbf' | 'osm-xml' | 'geojson' | 'geojson-seq' | 'csv' | 'shapefile' | 'zip'

const SUPPORTED_FORMATS =
  'OpenStreetMap (.osm.pbf, .osm, .osm.gz), GeoJSON (.geojson, .json), GeoJSONSeq (.geojsonl), CSV with longitude and latitude, Shapefile (.shp with its siblings, or zipped); JSON, CSV and .osm also gzipped'

const TO_GEOJSON = 'Convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson '

/** First bytes → format that is not supported, with the way out. */
const KNOWN_BUT_UNSUPPORTED: { starts: number[] | string; is: string; remedy: string }[] = [
  {
    starts: 'SQLite format 3\0',
    is: 'a GeoPackage (or another SQLite database)',
    remedy: `${TO_GEOJSON}in.gpkg LAYER`,
  },
  { starts: [0x66, 0x67, 0x62], is: 'FlatGeobuf', remedy: `${TO_GEOJSON}in.fgb` },
  { starts: 'PAR1', is: 'Parquet', remedy: `${TO_GEOJSON}in.parquet` },
  { starts: '%PDF', is: 'a PDF', remedy: 'Import the data that it was made of.' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], is: 'an old Excel workbook', remedy: 'Save the sheet as CSV (UTF-8).' },
  { starts: '7z', is: 'a 7z archive', remedy: 'Unpack it and import its files.' },
  { starts: 'Rar!', is: 'a RAR archive', remedy: 'Unpack it and import its files.' },
  { starts: [0x49, 0x49, 0x2a], is: 'a TIFF image', remedy: 'Import vector data.' },
]

/**
 * Tells the format of a file.
 * @param head the first bytes (some hundred thousand), gunzipped
 * @param name the file's name, for what the bytes leave open
 * @throws UnreadableSource that names what is supported and how to get there
 */
export function detectFormat(head: Buffer, name: string): SourceFormat {
  const ending = /\.([a-z0-9]+)$/.exec(name.toLowerCase().replace(/\.gz$/, ''))?.[1] ?? ''
  if (head.length === 0) throw new UnreadableSource('The file is empty.', `Supported: ${SUPPORTED_FORMATS}.`)
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return 'zip'
  if (head.subarray(6, 15).toString('latin1') === 'OSMHeader') return 'osm-pbf'
  if (ending === 'shp' || (head.length >= 100 && head.readInt32BE(0) === 9994 && ending !== 'shx'))
    return 'shapefile'
  refuseKnown(head, ending)
  return textFormat(head, ending, name)
}

function refuseKnown(head: Buffer, ending: string): void {
  if (['dbf', 'shx', 'prj', 'cpg', 'sbn', 'sbx', 'qix'].includes(ending))
    throw new UnreadableSource(
      `A .${ending} file is only a part of a shapefile.`,
      'Give the .shp file (with the others beside it), or all of them in a zip.',
    )
  const known = KNOWN_BUT_UNSUPPORTED.find(({ starts }) =>
    head.subarray(0, starts.length).equals(Buffer.from(starts as string)),
  )
  if (known)
    throw new UnreadableSource(
      `The file is ${known.is}, which is not supported. Supported: ${SUPPORTED_FORMATS}.`,
      known.remedy,
    )
}

function textFormat(head: Buffer, ending: string, name: string): SourceFormat {
  const text = iconv.decode(head, guessEncoding(head))
  const start = text.trimStart()
  if (start.startsWith('\u001E')) return 'geojson-seq'
  if (start.startsWith('<')) {
    if (/<osm(Change)?[\s>]/.test(start)) return 'osm-xml'
    const root = /<([A-Za-z_:]+)[\s>]/.exec(start)?.[1] ?? '?'
    throw new UnreadableSource(
      `The file is XML with the root <${root}>, not OpenStreetMap. Supported: ${SUPPORTED_FORMATS}.`,
      `${TO_GEOJSON}${name}`,
    )
  }
  if (start.startsWith('{') || start.startsWith('['))
    return isSequence(start, ending) ? 'geojson-seq' : 'geojson'
  if (['json', 'geojson'].includes(ending)) return 'geojson'
  if (['csv', 'tsv', 'txt'].includes(ending) && !text.slice(0, 4096).includes('\0')) return 'csv'
  throw new UnreadableSource(
    `The format of the file is not known. Supported: ${SUPPORTED_FORMATS}.`,
    `${TO_GEOJSON}${name}`,
  )
}

/** One complete object on the first line, and another one begins after it. */
function isSequence(text: string, ending: string): boolean {
  if (['geojsonl', 'geojsons', 'geojsonseq', 'ndjson', 'jsonl'].includes(ending)) return true
  const lineEnd = text.indexOf('\n')
  if (lineEnd < 0 || !text.slice(lineEnd).trimStart().startsWith('{')) return false
  try {
    JSON.parse(text.slice(0, lineEnd))
    return true
  } catch {
    return false
  }
}
