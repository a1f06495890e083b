/** Answers of reads: a strong ETag from the bytes, 304 when the client has them, compressed where that is accepted. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const compress = promisify(gzip)

/** Below this a compressed body is hardly smaller. */
const WORTH_COMPRESSING_BYTES = 512

const VARY = { public: 'Accept, Accept-Encoding', private: 'Accept, Accept-Encoding, Authorization, Cookie' }

export type CacheableAnswer = {
  body: Buffer | string
  type: string
  /** What the ETag is made of, when the body says the time; else the body. */
  identity?: string
  /** Who may keep a copy: any cache, or only the caller's own. */
  visibility: 'public' | 'private'
}

/**
 * Sends the answer, or 304, or 204 when the body is empty. A copy may be kept but is asked for again each time (`no-cache`), so that an
 * edit shows at once.
 */
export async function answerCacheable(request: FastifyRequest, reply: FastifyReply, answer: CacheableAnswer) {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const digest = createHash('sha256')
    .update(answer.identity ?? body)
    .digest('base64url')
    .slice(0, 27)
  const isCompressed = body.length >= WORTH_COMPRESSING_BYTES && acceptsGzip(request)
  const etag = isCompressed ? `"${digest}-gzip"` : `"${digest}"`
  reply
    .header('etag', etag)
    .header('cache-control', `${answer.visibility}, no-cache`)
    .header('vary', VARY[answer.visibility])
  if (isKnown(request, etag)) return reply.code(304).send()
  if (body.length === 0) return reply.code(204).send()
  reply.type(answer.type)
  if (!isCompressed) return reply.send(body)
  return reply.header('content-encoding', 'gzip').send(await compress(body))
}

/** `gzip` or `*` among the accepted encodings, and not with quality 0. */
function acceptsGzip(request: FastifyRequest): boolean {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(',')
  return accepted.some((entry) => /^\s*(gzip|\*)\s*(;\s*q=(0?\.\d*[1-9]\d*|1(\.0*)?)\s*)?$/i.test(entry))
}

const isKnown = (request: FastifyRequest, etag: string) =>
  String(request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*')
