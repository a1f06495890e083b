import type { IncomingHttpHeaders } from 'node:http'
import { isKnown } from '../../platform/answer-cacheable.ts'
import type { EncodedBody, Encoding } from '../../platform/encoded-body.ts'
import type { ReadyAnswer } from '../../platform/shortcut.ts'
import { TILE_TYPE } from './describe-tile-set.ts'

export type TileCaching = {
  /** Who may keep a copy: any cache, or only the caller's own. */
  visibility: 'public' | 'private'
  /** What is shown never changes again. */
  isFrozen: boolean
}

const VARY = { public: 'Accept-Encoding', private: 'Accept-Encoding, Authorization, Cookie' }
const YEAR_SECONDS = 31_536_000

/** Answers that were given before: most requests for a kept tile get one of two or three. */
const given = new WeakMap<EncodedBody, Map<string, ReadyAnswer>>()

/**
 * What to answer a request for a tile: itself, 304, or 204 when nothing is in it. A copy is asked for again each time, so that an edit
 * shows at once; of a published plan it is good for ever.
 *
 * @returns the same object for the same answer; undefined when the form that the client wants has still to be made (`body.form`)
 */
export function tileAnswer(
  body: EncodedBody,
  caching: TileCaching,
  asked: IncomingHttpHeaders,
): ReadyAnswer | undefined {
  const encoding = body.encodingFor(asked['accept-encoding'] as string | undefined)
  const isCurrent = isKnown(asked['if-none-match'], body.etagOf(encoding))
  const answers = given.get(body) ?? new Map<string, ReadyAnswer>()
  const key = `${encoding} ${isCurrent} ${caching.visibility} ${caching.isFrozen}`
  const before = answers.get(key)
  if (before) return before
  const answer = makeAnswer(body, encoding, { ...caching, isCurrent })
  if (answer) given.set(body, answers.set(key, answer))
  return answer
}

function makeAnswer(
  body: EncodedBody,
  encoding: Encoding,
  { visibility, isFrozen, isCurrent }: TileCaching & { isCurrent: boolean },
): ReadyAnswer | undefined {
  const headers: Record<string, string> = {
    etag: body.etagOf(encoding),
    'cache-control': isFrozen
      ? `${visibility}, max-age=${YEAR_SECONDS}, immutable`
      : `${visibility}, no-cache`,
    vary: VARY[visibility],
  }
  if (isCurrent) return { status: 304, headers }
  if (body.plain.length === 0) return { status: 204, headers }
  const bytes = body.made(encoding)
  if (!bytes) return undefined
  headers['content-type'] = TILE_TYPE
  headers['content-length'] = String(bytes.length)
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  return { status: 200, headers, body: bytes }
}
