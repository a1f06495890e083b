import { hasRole, type Principal } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'
import { type Layer, narrowed } from '../../platform/layers.ts'
import { type Condition, findItem, type VersionedItem } from './queries.ts'

export type Reader = Pick<Principal, 'role' | 'areaIds'>
/** An item and the layer that shows it. */
export type ShownItem = { row: VersionedItem; layer: Layer }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The item of that id as the caller may see it: of the layer, or for those who may change it also of what lists do not show yet.
 * @param layer narrowed to the caller
 * @param conditions of the layer's own rows: when they hold
 */
export async function findShown(
  db: Database,
  layer: Layer,
  id: string,
  { conditions, reader }: { conditions: readonly Condition[]; reader: Reader },
): Promise<ShownItem | undefined> {
  if (!UUID.test(id)) return undefined
  const find = async (from: Layer, where: readonly Condition[]) => {
    const properties = Object.keys(from.properties)
    const selection = { conditions: where, sort: [], hasVersions: false, properties, hasGeometry: true }
    const row = await findItem(db, from, selection, id)
    return row && { row, layer: from }
  }
  const { writes, time: _, ...timeless } = layer
  const listed = await find(layer, conditions)
  if (listed || writes?.unlisted === undefined || !hasRole(reader, writes.roles.change)) return listed
  const unlisted = {
    ...timeless,
    writes,
    sql: writes.unlisted,
    bindings: {},
    visibility: 'jurisdiction' as const,
  }
  return find(narrowed(unlisted, reader.areaIds), [])
}
