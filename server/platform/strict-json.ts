/** What comes in is read strictly: JSON bodies with finite numbers and bounded depth; query and path values by their schema. */
import type { FastifyInstance, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { DomainError, invalidRequest } from './errors.ts'

const MAX_DEPTH = 48

/** Nesting of a JSON text, counted before parsing: a deep text costs the stack of every later walk. */
export function jsonDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 92) i++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth)
    else if (code === 125 || code === 93) depth--
  }
  return deepest
}

/** The path of the first number that is not finite (JSON's 1e400 parses to Infinity), or undefined. */
function nonFinitePath(value: unknown, path = ''): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = nonFinitePath(inner, `${path}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

type Properties = Record<string, { type?: string; anyOf?: unknown }>
const propertiesOf = (schema: unknown): Properties =>
  (schema as { properties?: Properties } | undefined)?.properties ?? {}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** Turns "5" into 5 where the schema says so, and nothing else: what does not parse stays text and fails validation. */
function decode(values: Record<string, unknown>, properties: Properties) {
  for (const [name, { type }] of Object.entries(properties)) {
    const text = values[name]
    if (typeof text !== 'string') continue
    if ((type === 'integer' || type === 'number') && NUMBER.test(text)) {
      const number = Number(text)
      if (Number.isFinite(number)) values[name] = number
    } else if (type === 'boolean' && (text === 'true' || text === 'false')) values[name] = text === 'true'
  }
}

export const strictJson = fp(async (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    ['application/json', 'application/geo+json'],
    { parseAs: 'string' },
    (request, text: string, done) => {
      const depth = jsonDepth(text)
      if (depth > MAX_DEPTH)
        return done(
          invalidRequest('body', `The JSON is ${depth} levels deep; at most ${MAX_DEPTH} are read.`),
        )
      return parse(request, text, (error, body) => {
        if (error) return done(error)
        const path = nonFinitePath(body)
        if (path !== undefined) return done(invalidRequest(`body${path}`, 'The number is not finite.'))
        return done(null, body)
      })
    },
  )

  app.addHook('onRoute', (route: RouteOptions) => {
    const query = propertiesOf(route.schema?.querystring)
    const params = propertiesOf(route.schema?.params)
    if (!Object.keys(query).length && !Object.keys(params).length) return
    const existing = [route.preValidation ?? []].flat()
    route.preValidation = [
      async (request) => {
        decode(request.query as Record<string, unknown>, query)
        decode(request.params as Record<string, unknown>, params)
      },
      ...existing,
    ]
  })
})

/** Throws when text holds U+0000, which no PostgreSQL text can. */
export function refuseNul(value: unknown, field: string): void {
  if (typeof value === 'string' && value.includes('\u0000'))
    throw new DomainError('invalid-request', 'The text holds the character U+0000.', { field })
}
