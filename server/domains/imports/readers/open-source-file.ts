import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { detectPrj } from '../../../algorithms/geometry/crs/detect-prj.ts'
import { type Crs, parseCrs } from '../../../algorithms/geometry/crs/parse-crs.ts'
import { detectFormat, type SourceFormat } from './detect-format.ts'
import type { OsmSource } from './osm-entities.ts'
import { DEFAULT_LIMITS, type RawItem, type ReaderLimits } from './raw-feature.ts'
import { type ByteSource, readHead } from './read-bytes.ts'
import { readCsv } from './read-csv.ts'
import { readGeojson } from './read-geojson.ts'
import { readGeojsonSeq } from './read-geojson-seq.ts'
import { readOsmPbf } from './read-osm-pbf.ts'
import { readOsmXml } from './read-osm-xml.ts'
import { readShapefile, type ShapefileParts } from './read-shapefile.ts'
import { UnreadableSource } from './unreadable-source.ts'
import { unzipSource } from './unzip-source.ts'

/** What the user may say about a file. */
export type SourceOptions = {
  /** The name it was uploaded under, when it differs from the path. */
  name?: string | undefined
  /** Declared coordinate system; wins over what the file carries. */
  crs?: string | undefined
  /** Encoding of text and attribute tables. */
  encoding?: string | undefined
  /** Which layer of an archive. */
  layerName?: string | undefined
  idField?: string | undefined
  /** Position columns of a CSV. */
  x?: string | undefined
  y?: string | undefined
  limits?: Partial<ReaderLimits> | undefined
}

/** A file whose format is known: OpenStreetMap things to choose from, or features in a coordinate system. */
export type SourceFile = {
  format: Exclude<SourceFormat, 'zip'>
  /** 0…1 of what has to be read has been. */
  shareRead: () => number
  close: () => Promise<void>
} & ({ kind: 'osm'; osm: OsmSource } | { kind: 'features'; crs: Crs; features: () => AsyncIterable<RawItem> })

const HEAD_BYTES = 512 * 1024
const WGS84 = 'EPSG:4326'
/** OpenStreetMap files are read four times. */
const OSM_PASSES = 4

/**
 * Opens a file of any supported format; gzip and zip are seen through.
 * @returns the source; call `close` when done (it removes what was unpacked)
 * @throws UnreadableSource for formats that are not supported, UnsupportedCrs for systems that are not
 */
export async function openSourceFile(path: string, options: SourceOptions = {}): Promise<SourceFile> {
  const source = await byteSource(path, options)
  const name = options.name ?? basename(path)
  const head = await readHead(source, HEAD_BYTES)
  const format = detectFormat(head, name)
  if (format !== 'zip') return openAs(format, source, head, options, async () => {})

  const folder = await mkdtemp(join(tmpdir(), 'wangge-import-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    const inner = await unzipSource(path, folder, { ...DEFAULT_LIMITS, ...options.limits }, options.layerName)
    const unpacked = await byteSource(inner.path, options)
    const innerHead = await readHead(unpacked, HEAD_BYTES)
    const innerFormat = detectFormat(innerHead, inner.name)
    if (innerFormat === 'zip')
      throw new UnreadableSource('The archive holds another archive.', 'Unpack the outer one first.')
    return await openAs(innerFormat, unpacked, innerHead, options, close)
  } catch (error) {
    await close()
    throw error
  }
}

type MeteredSource = ByteSource & { shareRead: (passes: number) => number }

async function byteSource(path: string, { limits }: SourceOptions): Promise<MeteredSource> {
  const magic = await readHead({ path, gzip: false }, 2)
  const { size } = await stat(path)
  let read = 0
  const onBytes = (bytes: number) => {
    read += bytes
  }
  const shareRead = (passes: number) => (size === 0 ? 1 : Math.min(1, read / (size * passes)))
  return { path, gzip: magic[0] === 0x1f && magic[1] === 0x8b, limits, onBytes, shareRead }
}

async function openAs(
  format: Exclude<SourceFormat, 'zip'>,
  source: MeteredSource,
  head: Buffer,
  options: SourceOptions,
  close: () => Promise<void>,
): Promise<SourceFile> {
  const declared = options.crs === undefined ? undefined : parseCrs(options.crs)
  const osm = { kind: 'osm', shareRead: () => source.shareRead(OSM_PASSES), close } as const
  const features = { kind: 'features', shareRead: () => source.shareRead(1), close } as const
  switch (format) {
    case 'osm-pbf':
      if (source.gzip) throw new UnreadableSource('The PBF file is gzipped.', 'Unpack it first: gunzip FILE')
      return { ...osm, format, osm: readOsmPbf(source.path, source.onBytes) }
    case 'osm-xml':
      return { ...osm, format, osm: readOsmXml(source) }
    case 'csv':
      return {
        ...features,
        format,
        crs: declared ?? parseCrs(WGS84),
        features: () => readCsv(source, options),
      }
    case 'geojson-seq':
      return {
        ...features,
        format,
        crs: declared ?? parseCrs(WGS84),
        features: () => readGeojsonSeq(source, options),
      }
    case 'geojson':
      return { ...features, format, ...geojsonFeatures(source, head, declared, options) }
    case 'shapefile': {
      if (source.gzip)
        throw new UnreadableSource(
          'The shapefile is gzipped.',
          'Unpack it first, or put its parts into a zip.',
        )
      const { parts, prj } = await shapefileParts(source, options)
      const crs = declared ?? (prj === undefined ? parseCrs(WGS84) : detectPrj(prj))
      return { ...features, format, crs, features: () => readShapefile(parts, options) }
    }
  }
}

/** The old `crs` member counts; it is expected before the features, and one that comes late and says something else is an error. */
function geojsonFeatures(
  source: ByteSource,
  head: Buffer,
  declared: Crs | undefined,
  options: SourceOptions,
) {
  const named = /"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{\s*"name"\s*:\s*"([^"]{1,200})"/.exec(
    head.toString('utf8'),
  )?.[1]
  const crs = declared ?? parseCrs(named ?? WGS84)
  const onCrs = (name: string) => {
    if (!declared && name !== named && parseCrs(name).name !== crs.name)
      throw new UnreadableSource(
        `The file names its coordinate system (${name}) after its features.`,
        `Declare it: --crs ${name}`,
      )
  }
  return { crs, features: () => readGeojson(source, { ...options, onCrs }) }
}

/** The siblings of a .shp, whatever the case of their names. */
async function shapefileParts(
  { path: shp, onBytes }: ByteSource,
  options: SourceOptions,
): Promise<{ parts: ShapefileParts; prj: string | undefined }> {
  const folder = dirname(shp)
  const stem = basename(shp)
    .replace(/\.[^.]+$/, '')
    .toLowerCase()
  const names = await readdir(folder)
  const sibling = (ending: string) => {
    const name = names.find((candidate) => candidate.toLowerCase() === `${stem}.${ending}`)
    return name === undefined ? undefined : join(folder, name)
  }
  const text = async (path: string | undefined) =>
    path === undefined ? undefined : await readFile(path, 'utf8')
  return {
    parts: {
      shp,
      shx: sibling('shx'),
      dbf: sibling('dbf'),
      cpg: await text(sibling('cpg')),
      onBytes,
      limits: options.limits,
    },
    prj: await text(sibling('prj')),
  }
}
