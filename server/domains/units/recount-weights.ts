import type { Database } from '../../platform/database.ts'
import { listCurrentNets, updateUnitWeights } from './net-queries.ts'

/**
 * Counts households, population and buildings of the units of current nets again, after buildings changed their weights.
 * Units that came ready-made keep the weights they came with.
 *
 * @param communityIds all communities when absent
 * @returns how many units changed
 */
export async function recountWeights(db: Database, communityIds?: readonly string[]): Promise<number> {
  let changed = 0
  for (const net of await listCurrentNets(db, communityIds))
    changed += (await updateUnitWeights(db, net)).length
  return changed
}
