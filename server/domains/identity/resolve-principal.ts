import type { FastifyRequest } from 'fastify'
import type { Principal, ResolvePrincipal } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]'])

const ANONYMOUS: Principal = { kind: 'anonymous', name: 'anonymous', role: 'viewer', areaIds: null }

/**
 * The loopback rule: bound to loopback, a request without credentials, with an allow-listed Host and nothing
 * that says it was forwarded, is a viewer over everything.
 */
export function resolvePrincipal(
  _db: Database,
  options: { host: string; allowedHosts: readonly string[] },
): ResolvePrincipal {
  return async (request) => {
    if (LOOPBACK.has(options.host) && isDirect(request, options.allowedHosts)) return ANONYMOUS
    return undefined
  }
}

function isDirect(request: FastifyRequest, allowedHosts: readonly string[]): boolean {
  const isForwarded = Object.keys(request.headers).some(
    (name) => name.startsWith('x-forwarded-') || name === 'forwarded',
  )
  return !isForwarded && allowedHosts.includes(request.hostname)
}
