import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { isLocal, isLoopback, type LoopbackRule } from './loopback-rule.ts'
import type { PageSession } from './page-session.ts'

const PAGE = /^\/(index\.html)?(\?|$)/

/** Gives the viewer's page its session, on a local demo only. */
export const pageSessionRoutes = fp(
  async (app: FastifyInstance, options: { loopback: LoopbackRule; session: PageSession }) => {
    app.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !PAGE.test(request.url) || !isLocal(request, options.loopback)) return
      reply.setCookie(options.session.cookieName(request), options.session.secret, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
      })
    })

    app.addHook('onListen', async () => {
      if (isLoopback(options.loopback.host))
        app.log.warn('Open on this machine: reading needs no key, and the page itself may edit as planner.')
    })
  },
)
