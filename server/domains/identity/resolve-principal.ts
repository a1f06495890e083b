import { LRUCache } from 'lru-cache'
import type { Caller, Principal, ResolvePrincipal, Role } from '../../platform/access.ts'
import type { ChangeFeed } from '../../platform/change-feed.ts'
import type { Database } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { Remembered } from '../../platform/remembered.ts'
import { hashSecret } from './key-secret.ts'
import { isLocal, type LoopbackRule } from './loopback-rule.ts'
import type { PageSession } from './page-session.ts'
import { findKeyByHash, type KeySummary } from './queries.ts'

const ANONYMOUS: Principal = { kind: 'anonymous', name: 'anonymous', role: 'viewer', areaIds: null }

/**
 * Who is asking, in this order: an API key (a bad one is refused, whatever else would allow the request); on a local demo the
 * page's own session, then a viewer without credentials; otherwise nobody. Users will stand here, before the local demo.
 */
export function resolvePrincipal(
  { db, changes }: { db: Database; changes: ChangeFeed },
  options: { loopback: LoopbackRule; session: PageSession },
): { resolve: ResolvePrincipal; known: (caller: Caller) => Principal | undefined } {
  // A key is looked up again once any key has changed, so revoking works at once; its end is checked each time.
  const keys = new Remembered(changes, ['api_keys'], (hash) => findKeyByHash(db, Buffer.from(hash, 'base64')))
  const resolve: ResolvePrincipal = async (caller) => {
    if (caller.headers.authorization !== undefined) return keyPrincipal(keys, caller.headers.authorization)
    if (!isLocal(caller, options.loopback)) return undefined
    return options.session.principalOf(caller) ?? ANONYMOUS
  }
  /** The same without asking the database or refusing: undefined where that would be needed. */
  const known = (caller: Caller) => {
    const { authorization } = caller.headers
    if (authorization === undefined) return isLocal(caller, options.loopback) ? ANONYMOUS : undefined
    const hash = hashIn(authorization)
    return hash === undefined ? undefined : principalOf(keys.peek(hash))
  }
  return { resolve, known }
}

async function keyPrincipal(
  keys: Remembered<KeySummary | undefined>,
  authorization: string,
): Promise<Principal> {
  const hash = hashIn(authorization)
  const principal = hash === undefined ? undefined : principalOf(await keys.get(hash))
  // One answer for all: which of them it was is nobody's business without the key.
  if (!principal)
    throw new DomainError('unauthenticated', 'The API key is unknown, expired or revoked.', {
      remedy: 'Send a valid one as "Authorization: Bearer wgk_…"; "wangge key list" says which are.',
    })
  return principal
}

/** Headers that are sent with every request are read once. */
const hashes = new LRUCache<string, string>({ max: 1000 })

function hashIn(authorization: string): string | undefined {
  const before = hashes.get(authorization)
  if (before) return before
  const secret = authorization.match(/^Bearer +(\S+) *$/i)?.[1]
  const hash = secret === undefined ? undefined : hashSecret(secret)?.toString('base64')
  if (hash) hashes.set(authorization, hash)
  return hash
}

/** Who a key stands for, as long as it is valid. */
function principalOf(key: KeySummary | undefined): Principal | undefined {
  const hasEnded = typeof key?.expiresAt === 'string' && Date.parse(key.expiresAt) <= Date.now()
  if (key?.state !== 'valid' || hasEnded) return undefined
  return { kind: 'api-key', name: key.name, role: key.role as Role, areaIds: key.areaIds }
}
