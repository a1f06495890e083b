import { validate as isUuid } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { invalidRequest, notFound } from '../../platform/errors.ts'
import { recordChange } from '../../platform/record-change.ts'
import { type KeySummary, markRevoked } from './queries.ts'

/**
 * Ends a key at once; doing it again changes nothing.
 *
 * @throws DomainError `not-found`, or `invalid-request` for what is no id
 */
export async function revokeKey(db: Database, id: string, actor: string): Promise<KeySummary> {
  if (!isUuid(id)) throw invalidRequest('id', `${id} is no UUID.`)
  return db.transaction(async (transaction) => {
    const key = await markRevoked(transaction, id)
    if (!key) throw notFound('API key', id)
    await recordChange(transaction, { actor, action: 'revoked', entity: 'api-key', entityId: id })
    return key
  })
}
