import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Caller, Principal } from '../../platform/access.ts'
import { DomainError } from '../../platform/errors.ts'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

const PAGE: Principal = { kind: 'session', name: 'local page', role: 'planner', areaIds: null }

/**
 * The page's own session on a local demo: a secret of this start, in an HttpOnly SameSite=Strict cookie that only the
 * page gets. A restart makes a new one, which the page fetches by being loaded again.
 */
export class PageSession {
  readonly secret: string

  /** @param secret the one that processes of one port share; a new one when absent */
  constructor(secret = randomBytes(32).toString('base64url')) {
    this.secret = secret
  }

  /** Cookies are shared by all ports of a host: two servers on one machine keep theirs apart by name. */
  cookieName(caller: Pick<Caller, 'port'>): string {
    return `wangge_session_${caller.port ?? 80}`
  }

  /**
   * Who the cookie says is asking; undefined when there is none of this start.
   *
   * @throws DomainError `forbidden` for a change that does not come from the page itself
   */
  principalOf(caller: Caller): Principal | undefined {
    const cookie = caller.cookies[this.cookieName(caller)]
    if (cookie === undefined || !isEqual(cookie, this.secret)) return undefined
    if (!CHANGES_NOTHING.has(caller.method) && !isSameOrigin(caller))
      throw new DomainError(
        'forbidden',
        'The session of the page changes things from the page itself only.',
        {
          remedy: 'Use an API key elsewhere: "Authorization: Bearer …".',
        },
      )
    return PAGE
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Both headers agree where both are sent, and at least one is: every browser sends one with a change. */
function isSameOrigin({ headers }: Caller): boolean {
  const site = headers['sec-fetch-site']
  const { origin, host } = headers
  if (site === undefined && origin === undefined) return false
  return (
    (site === undefined || site === 'same-origin') && (origin === undefined || origin === `http://${host}`)
  )
}
