import type { Principal, ResolvePrincipal, Role } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { hashSecret } from './key-secret.ts'
import { isLocal, type LoopbackRule } from './loopback-rule.ts'
import type { PageSession } from './page-session.ts'
import { findKeyByHash } from './queries.ts'

const ANONYMOUS: Principal = { kind: 'anonymous', name: 'anonymous', role: 'viewer', areaIds: null }

/**
 * Who is asking, in this order: an API key (a bad one is refused, whatever else would allow the request); on a local demo the
 * page's own session, then a viewer without credentials; otherwise nobody. Users will stand here, before the local demo.
 */
export function resolvePrincipal(
  db: Database,
  options: { loopback: LoopbackRule; session: PageSession },
): ResolvePrincipal {
  return async (caller) => {
    if (caller.headers.authorization !== undefined) return keyPrincipal(db, caller.headers.authorization)
    if (!isLocal(caller, options.loopback)) return undefined
    return options.session.principalOf(caller) ?? ANONYMOUS
  }
}

async function keyPrincipal(db: Database, authorization: string): Promise<Principal> {
  const secret = authorization.match(/^Bearer +(\S+) *$/i)?.[1]
  const secretHash = secret === undefined ? undefined : hashSecret(secret)
  const key = secretHash && (await findKeyByHash(db, secretHash))
  // One answer for all: which of them it was is nobody's business without the key.
  if (key?.state !== 'valid')
    throw new DomainError('unauthenticated', 'The API key is unknown, expired or revoked.', {
      remedy: 'Send a valid one as "Authorization: Bearer wgk_…"; "wangge key list" says which are.',
    })
  return { kind: 'api-key', name: key.name, role: key.role as Role, areaIds: key.areaIds }
}
