/** The viewer's built files at `/`: kept for ever where their name holds their hash, compressed once by the build. */
import { sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** `assets/` holds what the build names by content; the page itself is asked for again each time. */
const HASHED = `${sep}assets${sep}`

export async function viewerFiles(app: FastifyInstance, { root }: { root: string }) {
  app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(HASHED)
      reply.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      reply.setHeader('vary', 'accept-encoding')
    },
  })
}
