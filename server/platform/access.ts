/**
 * Who may do what: every route declares a role and a jurisdiction in its `config.access`, or the server does not start.
 * Who is asking is found by the resolver that `app.ts` injects; this file knows no keys and no users.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { DomainError } from './errors.ts'

/** Each role may do what those before it may. */
export const ROLES = ['viewer', 'reporter', 'dispatcher', 'planner', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Who is asking. `areaIds` is the jurisdiction (with descendants); null = everywhere. */
export type Principal = Readonly<{
  kind: 'anonymous' | 'session' | 'api-key'
  name: string
  role: Role
  areaIds: readonly string[] | null
}>

/** `open`: needs nobody (health, the page itself); `public`: the role suffices; `area`: the verb also checks the area. */
export type Access = Readonly<{ role: Role; jurisdiction: 'public' | 'area' } | { open: true }>

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    declaredRoutes: readonly DeclaredRoute[]
  }
  interface FastifyRequest {
    /** Set before validation on every route that is not `open`. */
    principal: Principal
  }
}

/** What a resolver sees of a request. */
export type Caller = Readonly<{
  method: string
  /** The Host header without its port. */
  hostname: string
  port: number | null
  headers: IncomingHttpHeaders
  cookies: Readonly<Record<string, string | undefined>>
}>

/** @returns undefined when nobody known is asking @throws DomainError `unauthenticated` for credentials that are wrong */
export type ResolvePrincipal = (caller: Caller) => Promise<Principal | undefined>

/** What a route asks for, as the documentation and the tests of access read it. */
export type DeclaredRoute = Readonly<{ method: string; url: string; access: Access }>

export const hasRole = (principal: Pick<Principal, 'role'>, needed: Role) =>
  ROLES.indexOf(principal.role) >= ROLES.indexOf(needed)

/** @throws DomainError `unauthenticated` when credentials could help, `forbidden` when those that were given do not suffice */
export function assertRole(principal: Principal | undefined, needed: Role): asserts principal is Principal {
  if (principal && hasRole(principal, needed)) return
  if (!principal || principal.kind === 'anonymous')
    throw new DomainError('unauthenticated', `This needs credentials of the role ${needed}.`, {
      needed,
      remedy: 'Send an API key as "Authorization: Bearer …"; make one with "wangge key create".',
    })
  throw new DomainError(
    'forbidden',
    `This needs the role ${needed}; ${principal.name} is ${principal.role}.`,
    {
      needed,
      role: principal.role,
    },
  )
}

export const access = fp(
  async (app: FastifyInstance, options: { resolve: ResolvePrincipal; openPrefixes: readonly string[] }) => {
    app.decorateRequest('principal', null as unknown as Principal)
    const declared: DeclaredRoute[] = []
    app.decorate('declaredRoutes', declared)

    app.addHook('onRoute', (route) => {
      // Routes of plugins (the viewer's files, the API page) are opened by their address, in app.ts only.
      if (options.openPrefixes.some((prefix) => route.url.startsWith(prefix)))
        route.config = { ...route.config, access: { open: true } }
      if (route.config?.access === undefined)
        throw new Error(`Route ${route.method} ${route.url} declares no access; add config.access.`)
      for (const method of [route.method].flat())
        declared.push({ method, url: route.url, access: route.config.access })
    })

    app.addHook('onRequest', async (request) => {
      const needed = request.routeOptions.config.access
      // Undefined only where no route matched: the not-found handler answers.
      if (needed === undefined || 'open' in needed) return
      const principal = await options.resolve(request)
      assertRole(principal, needed.role)
      request.principal = principal
    })
  },
)
