/**
 * Pages of other origins that may read: the browser asks for headers that say so (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).
 * One function makes them for answers by Fastify and for those from memory; cookies are never allowed.
 */
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Origins as browsers write them, `*` for any; none: no other page may read. */
export type AllowedOrigins = readonly string[]

/** What other pages may read: the map and the API, not the viewer's own files. */
const READABLE = /^\/(tiles|styles|ogc|api)(\/|\?|$)/
const DAY_SECONDS = '86400'
const EXPOSED = 'etag, link, content-crs'

/**
 * The headers of an answer, and what it varies by.
 *
 * Where any origin may read, a key may not be sent along: who hands keys to pages names the pages.
 *
 * @param vary what the answer varies by without them
 */
export function crossOriginHeaders(
  allowed: AllowedOrigins,
  { url, origin }: { url: string; origin: string | undefined },
  vary?: string,
): Record<string, string> {
  if (allowed.length === 0 || !READABLE.test(url)) return {}
  if (allowed.includes('*'))
    return origin === undefined ? {} : { 'access-control-allow-origin': '*', ...EXPOSES }
  // Also without an origin: a cache must not give that answer to a page.
  const varies = { vary: vary ? `${vary}, Origin` : 'Origin' }
  if (origin === undefined || !allowed.includes(origin)) return varies
  return { ...varies, 'access-control-allow-origin': origin, ...EXPOSES }
}

const EXPOSES = { 'access-control-expose-headers': EXPOSED }

/** What a page that asks first is told. */
const preflightHeaders = (allowed: AllowedOrigins) => ({
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': `${allowed.includes('*') ? '' : 'authorization, '}if-none-match`,
  'access-control-max-age': DAY_SECONDS,
})

export const crossOrigin = fp(async (app: FastifyInstance, { allowed }: { allowed: AllowedOrigins }) => {
  if (allowed.length === 0) return
  app.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return
    const granted = crossOriginHeaders(allowed, { url, origin: headers.origin })
    if (granted['access-control-allow-origin'] === undefined) return
    return reply.code(204).headers(granted).headers(preflightHeaders(allowed)).send()
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return
    const vary = reply.getHeader('vary')?.toString()
    reply.headers(crossOriginHeaders(allowed, { url: request.url, origin: request.headers.origin }, vary))
  })
})
