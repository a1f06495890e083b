/** Answers that are too long to be put together first: sent as they are made, no faster than the client reads. */
import { pipeline, Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { VARY } from './answer-cacheable.ts'
import { preferredEncoding } from './encoded-body.ts'

export type StreamedAnswer = {
  pieces: AsyncGenerator<Buffer>
  type: string
  visibility: 'public' | 'private'
}

/**
 * Sends piece by piece. What goes wrong before the first piece is an error like any other; later it breaks the connection off, so that
 * nobody takes a part for the whole. A client that goes away ends the generator at the piece it has reached.
 */
export async function answerStream(request: FastifyRequest, reply: FastifyReply, answer: StreamedAnswer) {
  const encoding = preferredEncoding(request.headers['accept-encoding'] as string | undefined)
  // No ETag: the bytes are not known beforehand.
  reply.type(answer.type).header('cache-control', 'no-store').header('vary', VARY[answer.visibility])
  // Fastify would read the whole to answer with none of it.
  if (request.method === 'HEAD') return reply.send('')
  const first = await answer.pieces.next()
  const source = Readable.from(rejoined(first, answer.pieces), { objectMode: false })
  if (encoding === 'identity') return reply.send(source)
  const compress =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : createGzip()
  // The compressor carries the error on to the answer.
  return reply.header('content-encoding', encoding).send(pipeline(source, compress, () => {}))
}

async function* rejoined(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>) {
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
