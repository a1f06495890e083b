/** The viewer's built files at `/`: cached for ever where their name holds their hash, under a strict content security policy. */
import { sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Scripts and workers from here only; styles may be inline (the widget library writes them); nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** `assets/` holds what the build names by content; the page itself is asked for again each time. */
const HASHED = `${sep}assets${sep}`

export async function viewerFiles(app: FastifyInstance, { root }: { root: string }) {
  app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader(
        'cache-control',
        path.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
      reply.setHeader('vary', 'accept-encoding')
      reply.setHeader('x-content-type-options', 'nosniff')
      reply.setHeader('referrer-policy', 'same-origin')
      if (/\.html(\.gz)?$/.test(path)) reply.setHeader('content-security-policy', CONTENT_SECURITY_POLICY)
    },
  })
}
