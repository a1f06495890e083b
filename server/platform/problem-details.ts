/** Every error leaves the server as RFC 9457 problem details; this is the one place that writes them. */
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { DomainError, type ErrorKind } from './errors.ts'

type ProblemKind = ErrorKind | 'internal'

const PROBLEMS: Record<ProblemKind, { status: number; title: string }> = {
  'invalid-request': { status: 400, title: 'The request does not match the schema' },
  unauthenticated: { status: 401, title: 'Credentials are needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The resource does not take this method' },
  conflict: { status: 409, title: 'Conflict with the current state' },
  stale: { status: 412, title: 'The resource has changed since it was read' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-format': { status: 415, title: 'The format is not supported' },
  'rule-violation': { status: 422, title: 'A rule of the domain forbids this' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  internal: { status: 500, title: 'Internal error' },
}

const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'URI reference of the problem type, for example /problems/not-found' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
    field: Type.Optional(
      Type.String({ description: 'The field that is wrong, as a JSON pointer or a name' }),
    ),
    remedy: Type.Optional(Type.String()),
  },
  { $id: 'Problem', additionalProperties: true },
)

/** What PostgreSQL says, as kinds of ours. */
const KIND_OF_SQL_STATE: Record<string, ErrorKind> = {
  '23505': 'conflict',
  '23P01': 'conflict',
  '40001': 'conflict',
  '23503': 'rule-violation',
  '23514': 'rule-violation',
  '57014': 'unavailable',
  '57P01': 'unavailable',
  '57P03': 'unavailable',
  '23502': 'rule-violation',
  ECONNREFUSED: 'unavailable',
}

/** Whole classes of its states: bad data and program limits, which is what the client sent; lost connections, no resources. */
const KIND_OF_SQL_CLASS: Record<string, ErrorKind> = {
  '08': 'unavailable',
  '22': 'invalid-request',
  '53': 'unavailable',
  '54': 'too-large',
}

const KIND_OF_STATUS: Record<number, ErrorKind> = {
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-format',
}

type Thrown = { code?: unknown; statusCode?: unknown; validation?: FastifySchemaValidationError[] }

function kindOf(error: Error & Thrown): ProblemKind {
  if (error instanceof DomainError) return error.kind
  if (error.validation) return 'invalid-request'
  if (typeof error.code === 'string') {
    const sqlClass = /^[0-9A-Z]{5}$/.test(error.code) ? error.code.slice(0, 2) : ''
    const kind = KIND_OF_SQL_STATE[error.code] ?? KIND_OF_SQL_CLASS[sqlClass]
    if (kind) return kind
  }
  // Nobody gave a connection back in time.
  if (error.name === 'KnexTimeoutError') return 'unavailable'
  // What the framework already calls the client's fault (malformed, empty, oversized or wrongly typed bodies) stays that.
  if (typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500)
    return KIND_OF_STATUS[error.statusCode] ?? 'invalid-request'
  return 'internal'
}

/** The failing field of a validation error: where it is, what it is. */
function factsOf(error: Error & Thrown & { validationContext?: string }): Record<string, unknown> {
  if (error instanceof DomainError) return error.facts
  const first = error.validation?.[0]
  if (!first) return {}
  const missing = first.params.missingProperty ?? first.params.additionalProperty
  const pointer = missing ? `${first.instancePath}/${String(missing)}` : first.instancePath
  return { field: `${error.validationContext ?? 'body'}${pointer}`, expected: first.params }
}

/** Answers any error; also given to Fastify for what fails before a route is found (an address that does not decode). */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & Thrown
  const kind = kindOf(error)
  const { title, status } = PROBLEMS[kind]
  if (status === 500) request.log.error(error)
  else if (status > 500) request.log.warn(error.message)
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="wangge"')
  // A database's own words may quote rows of others: only ours and the framework's go out.
  const isOurs = error instanceof DomainError || error.validation || typeof error.statusCode === 'number'
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      ...factsOf(error),
      type: `/problems/${kind}`,
      title,
      status,
      ...(isOurs && status !== 500 ? { detail: error.message } : {}),
      instance: request.url,
    })
}

/** Answers what is not HTTP at all, or headers too large to read: there is no request yet, only a socket. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const [status, words, type, title] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large', 'too-large', 'The headers are too large']
      : [400, 'Bad Request', 'invalid-request', 'This is not an HTTP request']
  const body = JSON.stringify({ type: `/problems/${type}`, title, status })
  socket.end(
    `HTTP/1.1 ${status} ${words}\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

export const problemDetails = fp(async (app: FastifyInstance) => {
  app.addSchema(ProblemSchema)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request) => {
    throw new DomainError('not-found', `No route ${request.method} ${request.url}.`)
  })
})
