/** Answers of reads: an ETag from the bytes (a weak one where the body says the time), 304 when the client has them, compressed where that is accepted. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { EncodedBody } from './encoded-body.ts'

export const VARY = {
  public: 'Accept, Accept-Encoding',
  private: 'Accept, Accept-Encoding, Authorization, Cookie',
}

export type CacheableAnswer = {
  body: Buffer | string
  type: string
  /** What the ETag is made of, when the body says the time; else the body. */
  identity?: string
  /** What the ETag begins with: the version of the thing shown, whatever the format, so that a write can be held against it. */
  version?: string
  /** Who may keep a copy: any cache, or only the caller's own. */
  visibility: 'public' | 'private'
  /** Whether it is in a language that the client prefers. */
  isTranslated?: boolean
}

/**
 * Sends the answer, or 304, or 204 when the body is empty. A copy may be kept but is asked for again each time (`no-cache`), so that an
 * edit shows at once.
 */
export async function answerCacheable(request: FastifyRequest, reply: FastifyReply, answer: CacheableAnswer) {
  const plain = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const body = new EncodedBody(plain, answer.identity)
  const encoding = body.encodingFor(request.headers['accept-encoding'] as string | undefined)
  const etag = versioned(body.etagOf(encoding), answer.version)
  reply
    .header('etag', answer.identity === undefined ? etag : `W/${etag}`)
    .header('cache-control', `${answer.visibility}, no-cache`)
    .header('vary', VARY[answer.visibility] + (answer.isTranslated ? ', Accept-Language' : ''))
  if (isRead(request) && isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  if (plain.length === 0) return reply.code(204).send()
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.type(answer.type).send(await body.form(encoding))
}

const versioned = (etag: string, version: string | undefined) =>
  version === undefined ? etag : `"${version}.${etag.slice(1)}`

/** The answer to a change has an ETag too, but is never "not modified". */
const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

/** Whether the client has this ETag already. @param ifNoneMatch the header of that name */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch === etag ||
    ifNoneMatch
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, ''))
      .some((tag) => tag === etag || tag === '*'))
