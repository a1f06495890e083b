import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import { ROLES, type Role } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { recordChange } from '../../platform/record-change.ts'
import { hashSecret, newSecret } from './key-secret.ts'
import { insertKey, type KeySummary, listWithDescendants } from './queries.ts'

export type NewKey = {
  name: string
  role: Role
  /** The jurisdiction, with descendants; null = everywhere. */
  areaIds: readonly string[] | null
  expiresAt: Date | null
}
/** The secret is in no later answer: it is shown here, once. */
export type IssuedKey = KeySummary & { secret: string }

/**
 * Makes an API key.
 *
 * @param actor who asks, for the audit log
 * @throws DomainError `invalid-request` for an empty name, an unknown role or area, or an end that has passed
 */
export async function issueKey(db: Database, key: NewKey, actor: string): Promise<IssuedKey> {
  if (!key.name.trim() || key.name.length > 200)
    throw invalidRequest('name', `A name has 1 to 200 characters and this one has ${key.name.length}.`)
  if (!ROLES.includes(key.role))
    throw invalidRequest('role', `There is no role ${key.role}.`, {
      remedy: `Use one of ${ROLES.join(', ')}.`,
    })
  if (key.expiresAt && !(key.expiresAt.getTime() > Date.now()))
    throw invalidRequest('expiresAt', 'The key would have expired already.')
  const secret = newSecret()
  return db.transaction(async (transaction) => {
    await assertAreasExist(transaction, key.areaIds)
    const stored = await insertKey(transaction, {
      ...key,
      id: uuidv7(),
      secretHash: hashSecret(secret) as Buffer,
    })
    const { id, name, role, areaIds, expiresAt } = stored
    await recordChange(transaction, {
      actor,
      action: 'issued',
      entity: 'api-key',
      entityId: id,
      facts: { name, role, areaIds, expiresAt },
    })
    return { ...stored, secret }
  })
}

async function assertAreasExist(db: Database, areaIds: readonly string[] | null) {
  if (areaIds === null) return
  if (areaIds.length === 0)
    throw invalidRequest('areaIds', 'A jurisdiction names at least one area.', {
      remedy: 'Leave it out for everywhere.',
    })
  const misspelt = areaIds.find((id) => !isUuid(id))
  if (misspelt !== undefined) throw invalidRequest('areaIds', `${misspelt} is no UUID.`)
  const existing = new Set((await listWithDescendants(db, areaIds)).map(({ id }) => id))
  const unknown = areaIds.find((id) => !existing.has(id))
  if (unknown) throw invalidRequest('areaIds', `There is no area ${unknown}.`)
}
