import { geojsonFeature } from './geojson-feature.ts'
import { DEFAULT_LIMITS, type RawItem, type ReaderLimits, rejected } from './raw-feature.ts'
import { type ByteSource, readText } from './read-bytes.ts'
import { UnreadableSource } from './unreadable-source.ts'

const RECORD_SEPARATOR = '\u001E'

/**
 * Reads GeoJSON text sequences (RFC 8142, records begin with RS) and newline-delimited GeoJSON, one record at a time.
 * A record that is no JSON is rejected with its number and the reading goes on.
 */
export async function* readGeojsonSeq(
  source: ByteSource,
  options: { idField?: string | undefined; encoding?: string | undefined } = {},
): AsyncGenerator<RawItem> {
  const limits = { ...DEFAULT_LIMITS, ...source.limits }
  let ordinal = 0
  for await (const text of records(readText(source, options.encoding), limits)) {
    if (text.trim() === '') continue
    ordinal++
    yield featureOf(text, ordinal, limits, options.idField)
  }
}

function featureOf(text: string, ordinal: number, limits: ReaderLimits, idField?: string): RawItem {
  if (isDeeperThan(text, limits.jsonDepth))
    return rejected(
      `#${ordinal}`,
      'too-deep',
      `Record ${ordinal} is nested deeper than ${limits.jsonDepth} levels.`,
    )
  try {
    return geojsonFeature(JSON.parse(text), ordinal, limits, idField)
  } catch (error) {
    return rejected(`#${ordinal}`, 'bad-json', `Record ${ordinal} is not JSON: ${(error as Error).message}`)
  }
}

/** Cuts at RS when the text begins with one (then records may span lines), else at line ends. */
async function* records(chunks: AsyncIterable<string>, limits: ReaderLimits): AsyncGenerator<string> {
  let separator: string | undefined
  let rest = ''
  for await (const chunk of chunks) {
    separator ??= chunk.startsWith(RECORD_SEPARATOR) ? RECORD_SEPARATOR : '\n'
    const pieces = (rest + chunk).split(separator)
    rest = pieces.pop()!
    if (rest.length > limits.featureCharacters)
      throw new UnreadableSource(
        `A record is longer than ${limits.featureCharacters} characters.`,
        'If the file is one large GeoJSON document, name it .geojson.',
      )
    yield* pieces
  }
  yield rest
}

/** Counts brackets outside strings. */
function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (inString && character === '\\') i++
    else if (character === '"') inString = !inString
    else if (!inString && (character === '{' || character === '[')) depth++
    else if (!inString && (character === '}' || character === ']')) depth--
    if (depth > most) return true
  }
  return false
}
