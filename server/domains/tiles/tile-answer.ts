import type { IncomingHttpHeaders } from 'node:http'
import { isKnown } from '../../platform/answer-cacheable.ts'
import type { EncodedBody, Encoding } from '../../platform/encoded-body.ts'
import { TILE_TYPE } from './describe-tile-set.ts'

export type TileCaching = {
  /** Who may keep a copy: any cache, or only the caller's own. */
  visibility: 'public' | 'private'
  /** What is shown never changes again. */
  isFrozen: boolean
}

export type TileAnswer = {
  status: 200 | 204 | 304
  headers: Record<string, string>
  /** The form that the body is to be sent in; absent where there is none to send. */
  encoding?: Encoding
}

const VARY = { public: 'Accept-Encoding', private: 'Accept-Encoding, Authorization, Cookie' }
const YEAR_SECONDS = 31_536_000

/**
 * What to answer a request for a tile: itself, 304, or 204 when nothing is in it. A copy is asked for again each time, so that an edit
 * shows at once; of a published plan it is good for ever.
 */
export function tileAnswer(
  body: EncodedBody,
  { visibility, isFrozen }: TileCaching,
  asked: IncomingHttpHeaders,
): TileAnswer {
  const encoding = body.encodingFor(asked['accept-encoding'] as string | undefined)
  const headers: Record<string, string> = {
    etag: body.etagOf(encoding),
    'cache-control': isFrozen
      ? `${visibility}, max-age=${YEAR_SECONDS}, immutable`
      : `${visibility}, no-cache`,
    vary: VARY[visibility],
  }
  if (isKnown(asked['if-none-match'], headers.etag as string)) return { status: 304, headers }
  if (body.plain.length === 0) return { status: 204, headers }
  headers['content-type'] = TILE_TYPE
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  return { status: 200, headers, encoding }
}
