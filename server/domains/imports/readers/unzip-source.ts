import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import iconv from 'iconv-lite'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { ReaderLimits } from './raw-feature.ts'
import { bomb, guessEncoding, isBomb } from './read-bytes.ts'
import { UnreadableSource, unreadable } from './unreadable-source.ts'

/** What may stand alone in an archive, and what belongs to a .shp of the same name. */
const STANDALONE = [
  'shp',
  'geojson',
  'json',
  'geojsonl',
  'geojsons',
  'ndjson',
  'csv',
  'tsv',
  'txt',
  'osm',
  'pbf',
  'gpkg',
]
const SIBLINGS = ['shx', 'dbf', 'prj', 'cpg']
const MOST_ENTRIES = 10_000
const UTF8_NAME_FLAG = 0x800
const REMEDY = 'Unpack the archive and import its files one by one.'

type Packed = { entry: Entry; name: string; stem: string; ending: string }

/**
 * Unpacks the one layer of a zip archive into a folder, under names of our own (no name from the archive ever becomes a path).
 * @param layer which one, when the archive holds several: its file name without folder and ending
 * @returns the path of the main file (its siblings lie beside it with the same stem) and its name in the archive
 * @throws UnreadableSource for archives without data, with several layers, encrypted ones, and bombs
 */
export async function unzipSource(
  zipPath: string,
  folder: string,
  limits: ReaderLimits,
  layer?: string,
): Promise<{ path: string; name: string }> {
  const zip = await openPromise(zipPath, { decodeStrings: false, autoClose: false }).catch((error) => {
    throw unreadable('zip', error, REMEDY)
  })
  try {
    const packed = await listEntries(zip)
    const main = chooseMain(packed, layer)
    const siblings =
      main.ending === 'shp'
        ? packed.filter((it) => it.stem === main.stem && SIBLINGS.includes(it.ending))
        : []
    const budget = { bytes: 0 }
    for (const { entry, ending } of [main, ...siblings])
      await extract(zip, entry, join(folder, `source.${ending}`), limits, budget)
    return { path: join(folder, `source.${main.ending}`), name: main.name }
  } catch (error) {
    throw unreadable('zip', error, REMEDY)
  } finally {
    zip.close()
  }
}

async function listEntries(zip: ZipFile): Promise<Packed[]> {
  const packed: Packed[] = []
  if (zip.entryCount > MOST_ENTRIES)
    throw new UnreadableSource(
      `The archive holds ${zip.entryCount} entries, at most ${MOST_ENTRIES} are looked at.`,
      REMEDY,
    )
  for await (const entry of zip.eachEntry()) {
    const name = decodeName(entry)
    const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase()
    const isHidden = name.startsWith('__MACOSX/') || name.split('/').at(-1)!.startsWith('.')
    if (!ending || isHidden || !(STANDALONE.includes(ending) || SIBLINGS.includes(ending))) continue
    packed.push({ entry, name, ending, stem: name.slice(0, -ending.length - 1).toLowerCase() })
  }
  return packed
}

/** Chinese archivers write names in GBK without saying so. */
function decodeName(entry: Entry): string {
  const raw = entry.fileNameRaw
  return iconv.decode(raw, entry.generalPurposeBitFlag & UTF8_NAME_FLAG ? 'utf8' : guessEncoding(raw))
}

function chooseMain(packed: Packed[], layer?: string): Packed {
  const standing = packed.filter(({ ending }) => STANDALONE.includes(ending))
  const nameOf = ({ name }: Packed) =>
    name
      .split('/')
      .at(-1)!
      .replace(/\.[^.]+$/, '')
  const chosen = layer === undefined ? standing : standing.filter((it) => nameOf(it) === layer)
  // A readme.txt beside the data is no second layer.
  const shapefiles = chosen.filter(({ ending }) => ending === 'shp')
  const [main, second] = shapefiles.length > 0 ? shapefiles : chosen
  if (main && !second) return main
  if (main)
    throw new UnreadableSource(
      `The archive holds several layers: ${standing.map(nameOf).slice(0, 20).join(', ')}.`,
      'Name one: --layer NAME, or unpack the archive and import its files one by one.',
    )
  throw new UnreadableSource(
    packed.length > 0
      ? `The archive holds no .shp, .geojson, .csv or .osm file${layer ? ` named "${layer}"` : ''}, only ${packed
          .map(({ name }) => name)
          .slice(0, 10)
          .join(', ')}.`
      : 'The archive holds no data that is supported.',
    'Put the .shp, .shx, .dbf, .prj and .cpg files of one layer into the archive.',
  )
}

async function extract(
  zip: ZipFile,
  entry: Entry,
  path: string,
  limits: ReaderLimits,
  budget: { bytes: number },
): Promise<void> {
  if (entry.isEncrypted())
    throw new UnreadableSource('The archive is encrypted.', 'Remove the password and try again.')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      budget.bytes += chunk.length
      const tooMuch = isBomb(bytes, entry.compressedSize, limits) || budget.bytes > limits.decompressedBytes
      done(tooMuch ? bomb(budget.bytes, limits) : null, chunk)
    },
  })
  await pipeline(await zip.openReadStreamPromise(entry), count, createWriteStream(path))
}
