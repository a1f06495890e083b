import { Readable } from 'node:stream'
import { parser } from 'stream-json'
import { GeojsonDocument } from './geojson-document.ts'
import { DEFAULT_LIMITS, type RawItem } from './raw-feature.ts'
import { type ByteSource, readText } from './read-bytes.ts'
import { unreadable } from './unreadable-source.ts'

export type GeojsonOptions = {
  /** The property that names a feature. */
  idField?: string | undefined
  encoding?: string | undefined
  /** Told the name in the old `crs` member, as soon as it is met. */
  onCrs?: ((name: string) => void) | undefined
}

const REMEDY =
  'Check the file with a JSON validator, or convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in'

/**
 * Reads GeoJSON as a stream: a FeatureCollection, a Feature, a bare geometry or a GeometryCollection. One feature at a time is in memory.
 * A bad feature is rejected and the next one read; a text that is no GeoJSON ends the reading with UnreadableSource.
 */
export async function* readGeojson(
  source: ByteSource,
  options: GeojsonOptions = {},
): AsyncGenerator<RawItem> {
  const document = new GeojsonDocument({ ...DEFAULT_LIMITS, ...source.limits }, options)
  const text = Readable.from(readText(source, options.encoding))
  const tokens = text.pipe(parser.asStream({ packValues: true, streamValues: false }))
  text.on('error', (error) => tokens.destroy(error))
  try {
    for await (const token of tokens) {
      const item = document.consume(token)
      if (item) yield item
    }
    yield* document.finish()
  } catch (error) {
    throw unreadable('GeoJSON', error, REMEDY)
  } finally {
    text.destroy()
  }
}
