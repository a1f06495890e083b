import type { Database } from '../../platform/database.ts'
import { storeReadyUnits } from '../units/index.ts'
import { stagedUnitsOf, unitCommunities } from './swap-queries.ts'

/**
 * Makes nets of the ready-made units that are staged, community by community, in the swap's transaction. A community whose units are the same as
 * before keeps its net.
 */
export async function storeStagedUnits(
  transaction: Database,
  importId: string,
  actor: string,
): Promise<{ added: number; changed: number }> {
  let added = 0
  for (const { communityId } of await unitCommunities(transaction, importId)) {
    const units = await stagedUnitsOf(transaction, importId, communityId)
    const net = await storeReadyUnits(transaction, communityId, units, actor)
    if (net.changed) added += units.length
  }
  return { added, changed: 0 }
}
