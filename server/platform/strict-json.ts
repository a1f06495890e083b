/** What comes in is read strictly: JSON bodies with finite numbers and bounded depth; query and path values by their schema. */
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { invalidRequest } from './errors.ts'

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

type Unstorable = { path: string; message: string }
const NUL = '\u0000'
const HOLDS_NUL = 'The text holds the character U+0000.'

/** The first value that no database could keep: a number that is not finite (JSON's 1e400 parses to Infinity), a text with U+0000. */
function findUnstorable(value: unknown): Unstorable | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { path: '', message: 'The number is not finite.' }
  if (typeof value === 'string') return value.includes(NUL) ? { path: '', message: HOLDS_NUL } : undefined
  if (typeof value !== 'object' || value === null) return undefined
  return Array.isArray(value) ? firstInArray(value) : firstInObject(value)
}

function firstInArray(array: unknown[]): Unstorable | undefined {
  for (let i = 0; i < array.length; i++) {
    const found = findUnstorable(array[i])
    if (found) return { ...found, path: `/${i}${found.path}` }
  }
  return undefined
}

function firstInObject(object: object): Unstorable | undefined {
  for (const [key, value] of Object.entries(object)) {
    const found = key.includes(NUL) ? { path: '', message: HOLDS_NUL } : findUnstorable(value)
    if (found) return { ...found, path: `/${key.replaceAll(NUL, '')}${found.path}` }
  }
  return undefined
}

type ObjectSchema = {
  type?: string
  properties?: Record<string, { type?: string }>
  additionalProperties?: unknown
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** Turns "5" into 5 where the schema says so, and nothing else: what does not parse stays text and fails validation. */
function decode(values: Record<string, unknown>, { properties = {} }: ObjectSchema, place: string) {
  for (const [name, value] of Object.entries(values)) {
    const unstorable = findUnstorable(value)
    if (unstorable) throw invalidRequest(`${place}/${name}`, unstorable.message)
    const type = properties[name]?.type
    if (typeof value !== 'string') continue
    if ((type === 'integer' || type === 'number') && NUMBER.test(value)) {
      const number = Number(value)
      if (Number.isFinite(number)) values[name] = number
    } else if (type === 'boolean' && (value === 'true' || value === 'false')) values[name] = value === 'true'
  }
}

/** A parameter the route does not know is a mistake in the request: it is named, never ignored. */
function refuseUnknown(values: Record<string, unknown>, { properties = {} }: ObjectSchema) {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(properties, name))
  if (unknown === undefined) return
  const known = Object.keys(properties).join(', ')
  throw invalidRequest(
    `querystring/${unknown.replaceAll(NUL, '')}`,
    'The address has a parameter that is not known here.',
    {
      remedy: known ? `Known are ${known}.` : 'None is.',
    },
  )
}

/** Whether a schema lists what it takes; one put together from others, or open on purpose, is left to validation. */
const isClosed = (schema: ObjectSchema) => 'properties' in schema && schema.additionalProperties !== true

/** Query and path of every documented route are decoded and checked; files and pages are left alone. */
function readStrictly(route: RouteOptions) {
  const schema: FastifySchema & { hide?: boolean } = route.schema ?? { hide: true }
  if (schema.hide) return
  const query = (schema.querystring ?? { properties: {} }) as ObjectSchema
  const params = (schema.params ?? {}) as ObjectSchema
  route.preValidation = [
    async (request) => {
      if (isClosed(query)) refuseUnknown(request.query as Record<string, unknown>, query)
      decode(request.query as Record<string, unknown>, query, 'querystring')
      decode(request.params as Record<string, unknown>, params, 'params')
    },
    ...[route.preValidation ?? []].flat(),
  ]
}

export const strictJson = fp(async (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  // A text/plain body would pass for a string; JSON is all that is read, and what a route adds for itself.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/geo+json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, text: string, done) => {
      const depth = jsonDepth(text)
      if (depth > MAX_DEPTH)
        return done(
          invalidRequest('body', `The JSON is ${depth} levels deep; at most ${MAX_DEPTH} are read.`),
        )
      return parse(request, text, (error, body) => {
        if (error) return done(error)
        const unstorable = findUnstorable(body)
        if (unstorable) return done(invalidRequest(`body${unstorable.path}`, unstorable.message))
        return done(null, body)
      })
    },
  )
  app.addHook('onRoute', readStrictly)
})
