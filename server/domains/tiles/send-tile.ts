import type { FastifyReply, FastifyRequest } from 'fastify'
import { isKnown } from '../../platform/answer-cacheable.ts'
import type { EncodedBody, Encoding } from '../../platform/encoded-body.ts'

const TYPE = 'application/vnd.mapbox-vector-tile'
const VARY = { public: 'Accept-Encoding', private: 'Accept-Encoding, Authorization, Cookie' }
const YEAR_SECONDS = 31_536_000

export type TileCaching = {
  /** Who may keep a copy: any cache, or only the caller's own. */
  visibility: 'public' | 'private'
  /** What is shown never changes again. */
  isFrozen: boolean
}

/**
 * Sends a tile, or 304, or 204 when nothing is in it. A copy is asked for again each time, so that an edit shows at once; of a
 * published plan it is good for ever.
 *
 * @param weigh called when a compressed form was made just now
 */
export function sendTile(
  request: FastifyRequest,
  reply: FastifyReply,
  body: EncodedBody,
  { visibility, isFrozen, weigh }: TileCaching & { weigh: () => void },
) {
  const encoding = body.encodingFor(request.headers['accept-encoding'] as string | undefined)
  const etag = body.etagOf(encoding)
  reply.header('etag', etag)
  reply.header(
    'cache-control',
    `${visibility}, ${isFrozen ? `max-age=${YEAR_SECONDS}, immutable` : 'no-cache'}`,
  )
  reply.header('vary', VARY[visibility])
  if (isKnown(request, etag)) return reply.code(304).send()
  if (body.plain.length === 0) return reply.code(204).send()
  const made = body.made(encoding)
  if (made) return sendForm(reply, encoding, made)
  return body.form(encoding).then((bytes) => {
    weigh()
    return sendForm(reply, encoding, bytes)
  })
}

function sendForm(reply: FastifyReply, encoding: Encoding, bytes: Buffer) {
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.type(TYPE).send(bytes)
}
