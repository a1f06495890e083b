/**
 * Who may do what: every route declares a role and a jurisdiction in its `config.access`, or the server does not start.
 * Who is asking is found by the resolver that `app.ts` injects; this file knows no keys and no users.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
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
  interface FastifyRequest {
    /** Set before validation on every route that is not `open`. */
    principal: Principal
  }
}

export type ResolvePrincipal = (request: FastifyRequest) => Promise<Principal | undefined>

export const access = fp(
  async (app: FastifyInstance, options: { resolve: ResolvePrincipal; openPrefixes: readonly string[] }) => {
    app.decorateRequest('principal', null as unknown as Principal)

    app.addHook('onRoute', (route) => {
      // Routes of plugins (the viewer's files, the API page) are opened by their address, in app.ts only.
      if (options.openPrefixes.some((prefix) => route.url.startsWith(prefix)))
        route.config = { ...route.config, access: { open: true } }
      if (route.config?.access === undefined)
        throw new Error(`Route ${route.method} ${route.url} declares no access; add config.access.`)
    })

    app.addHook('onRequest', async (request) => {
      const needed = request.routeOptions.config.access
      // Undefined only where no route matched: the not-found handler answers.
      if (needed === undefined || 'open' in needed) return
      const principal = await options.resolve(request)
      if (!principal)
        throw new DomainError('unauthenticated', 'This needs credentials.', {
          remedy: 'Send an API key as "Authorization: Bearer …"; make one with "wangge key create".',
        })
      if (ROLES.indexOf(principal.role) < ROLES.indexOf(needed.role))
        throw new DomainError(
          'forbidden',
          `This needs the role ${needed.role}; ${principal.name} is ${principal.role}.`,
          {
            needed: needed.role,
            role: principal.role,
          },
        )
      request.principal = principal
    })
  },
)
