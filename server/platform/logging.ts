import type { FastifyServerOptions } from 'fastify'

/** One JSON line an event. What a log must never hold is taken out here, wherever it comes from: credentials, and rows that a database quotes. */
export const loggerOptions = (logger: {
  level: string
  stream?: NodeJS.WritableStream
}): NonNullable<FastifyServerOptions['logger']> => ({
  ...logger,
  redact: [
    'req.headers.authorization',
    'req.headers.cookie',
    'res.headers["set-cookie"]',
    'headers.authorization',
    'headers.cookie',
    'err.detail',
    'err.where',
    'err.bindings',
  ],
})
