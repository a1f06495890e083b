import type { Principal } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { listWithDescendants } from './queries.ts'

/** Where the caller may act: every area id of the jurisdiction, descendants included; null = everywhere. */
export async function jurisdictionOf(
  db: Database,
  principal: Pick<Principal, 'areaIds'>,
): Promise<ReadonlySet<string> | null> {
  if (principal.areaIds === null) return null
  return new Set((await listWithDescendants(db, principal.areaIds)).map(({ id }) => id))
}

/** @throws DomainError `forbidden` naming the first area that lies outside the caller's jurisdiction */
export async function assertInside(
  db: Database,
  principal: Pick<Principal, 'areaIds' | 'name'>,
  areaIds: Iterable<string>,
): Promise<void> {
  const jurisdiction = await jurisdictionOf(db, principal)
  if (jurisdiction === null) return
  for (const area of areaIds)
    if (!jurisdiction.has(area))
      throw new DomainError('forbidden', `Area ${area} is outside the jurisdiction of ${principal.name}.`, {
        area,
        remedy: 'Use a key whose jurisdiction holds it.',
      })
}
