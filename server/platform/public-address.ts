import type { FastifyRequest } from 'fastify'
import { invalidRequest } from './errors.ts'

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i
const PREFIX = /^(\/[a-z0-9._~-]+)*\/?$/i

/**
 * The address under which the caller sees this server, without a slash at its end: what absolute links begin with. Behind a proxy
 * that is trusted (`WANGGE_TRUST_PROXY`) it obeys `X-Forwarded-Proto`, `-Host` and `-Prefix`; else these headers are anybody's words.
 * @throws DomainError `invalid-request` for a host or prefix that is no address
 */
export function publicAddress(request: FastifyRequest): string {
  const host = request.host || 'localhost'
  if (!HOST.test(host)) throw invalidRequest('headers/host', 'The Host header is not a host name.')
  const protocol = request.protocol
  if (protocol !== 'http' && protocol !== 'https')
    throw invalidRequest('headers/x-forwarded-proto', 'X-Forwarded-Proto must be http or https.')
  return `${protocol}://${host}${prefixOf(request)}`
}

/** The path under which a trusted proxy shows the server, as `/maps`; nothing at the root. */
function prefixOf(request: FastifyRequest): string {
  // Fastify fills in the chain of addresses only where it trusts a proxy.
  if (request.ips === undefined) return ''
  const [prefix = ''] = String(request.headers['x-forwarded-prefix'] ?? '').split(',')
  if (!PREFIX.test(prefix.trim()))
    throw invalidRequest('headers/x-forwarded-prefix', 'X-Forwarded-Prefix must be a path such as /maps.')
  return prefix.trim().replace(/\/$/, '')
}
