/**
 * Some requests can be answered from memory at once: before routing, hooks and validation, which would cost many times as much as the
 * answer. A shortcut gives the same answer as the route it stands for, or none; then the request goes the whole way.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Caller, Principal } from './access.ts'
import { type AllowedOrigins, crossOriginHeaders } from './cross-origin.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

export type ReadyAnswer = { status: number; headers: Readonly<Record<string, string>>; body?: Buffer }

/** @param path the address without a query: who sends one goes the whole way */
export type Shortcut = (
  path: string,
  principal: Principal,
  headers: IncomingHttpHeaders,
) => ReadyAnswer | undefined

export type ShortcutOptions = {
  /** Addresses that begin so may have a shortcut. */
  prefix: string
  /** Who is asking, if that is known without asking the database. */
  knownPrincipal: (caller: Caller) => Principal | undefined
  /** Whose pages may read. */
  origins: AllowedOrigins
}

declare module 'fastify' {
  interface FastifyInstance {
    /** A route's domain says here how to answer at once. */
    shortcuts: Shortcut[]
  }
}

export const shortcuts = fp(async (app: FastifyInstance, options: ShortcutOptions) => {
  const taken: Shortcut[] = []
  app.decorate('shortcuts', taken)
  app.addHook('onReady', async () => {
    const wholeWay = app.server.listeners('request') as ((
      request: IncomingMessage,
      response: ServerResponse,
    ) => void)[]
    app.server.removeAllListeners('request')
    app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!answerAtOnce(request, response, options, taken))
        for (const listener of wholeWay) listener(request, response)
    })
  })
})

function answerAtOnce(
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { prefix, knownPrincipal, origins }: ShortcutOptions,
  taken: readonly Shortcut[],
): boolean {
  if (method !== 'GET' || !url.startsWith(prefix) || headers.cookie !== undefined) return false
  const [hostname = '', port] = splitHost(headers.host ?? '')
  const principal = knownPrincipal({
    method,
    hostname,
    port: port ? Number(port) : null,
    headers,
    cookies: {},
  })
  if (!principal) return false
  for (const shortcut of taken) {
    const answer = shortcut(url, principal, headers)
    if (!answer) continue
    const granted = crossOriginHeaders(origins, { url, origin: headers.origin }, answer.headers.vary)
    if (Object.keys(granted).length === 0) response.writeHead(answer.status, linesOf(answer))
    else response.writeHead(answer.status, { ...SECURITY_HEADERS, ...answer.headers, ...granted })
    response.end(answer.body)
    return true
  }
  return false
}

const lines = new WeakMap<ReadyAnswer, string[]>()

/** The headers of an answer as names and values in turn: put together once, and written the quickest way there is. */
function linesOf(answer: ReadyAnswer): string[] {
  const before = lines.get(answer)
  if (before) return before
  const made = Object.entries({ ...SECURITY_HEADERS, ...answer.headers }).flat()
  lines.set(answer, made)
  return made
}

/** Host and port of a Host header, the brackets of an IPv6 address kept. */
function splitHost(host: string): [string, string?] {
  const colon = host.lastIndexOf(':')
  return colon > host.lastIndexOf(']') ? [host.slice(0, colon), host.slice(colon + 1)] : [host]
}
