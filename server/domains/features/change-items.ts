/** Features made, replaced, patched and removed, each in one transaction; what that means is the business of the layer's domain. */
import type { Static } from 'typebox'
import type { Principal } from '../../platform/access.ts'
import type { Database } from '../../platform/database.ts'
import { invalidRequest, notFound } from '../../platform/errors.ts'
import type { LayerWrites, StoredFeature, WrittenFeature } from '../../platform/layer-writes.ts'
import type { Layer } from '../../platform/layers.ts'
import { assertSeen } from './item-version.ts'
import type { Condition } from './queries.ts'
import { readProperties, refuseMoved, withKept } from './read-feature.ts'
import { readGeometry } from './read-geometry.ts'
import { findShown, type ShownItem } from './shown-item.ts'
import type { FeaturePatch, SentFeature } from './write-schemas.ts'

/** A collection as the caller sees it, and how it is written. */
export type Writable = {
  layer: Layer
  writes: LayerWrites
  principal: Principal
  /** When its rows hold. */
  conditions: readonly Condition[]
}
/** What the request says beside its body. */
export type Said = { crs?: string | undefined; ifMatch?: string | undefined }
type Sent = Static<typeof SentFeature>

export const createItem = (db: Database, target: Writable, sent: Sent, { crs }: Said): Promise<ShownItem> =>
  db.transaction(async (trx) => {
    const properties = readProperties(target, sent.properties)
    const geometry = await geometryOf(trx, target, sent.geometry, crs)
    const id = await target.writes.create(trx, { geometry, properties }, target.principal)
    return shown(trx, target, id)
  })

export const replaceItem = (db: Database, target: Writable, id: string, sent: Sent, said: Said) =>
  changeItem(db, target, id, said, async (trx, stored, before) => {
    refuseOtherId(sent.id, id)
    refuseMoved(target.writes, sent.properties ?? {}, stored)
    const properties = readProperties(target, withKept(target, sent.properties, stored), before)
    return { properties, geometry: await geometryOf(trx, target, sent.geometry, said.crs) }
  })

/** A JSON merge patch: members that are given replace what is stored, null removes them, everything else stays. */
export const patchItem = (
  db: Database,
  target: Writable,
  id: string,
  patch: Static<typeof FeaturePatch>,
  said: Said,
) =>
  changeItem(db, target, id, said, async (trx, stored, before) => {
    refuseOtherId(patch.id, id)
    refuseMoved(target.writes, patch.properties ?? {}, stored)
    const merged =
      patch.properties === null ? withKept(target, {}, stored) : { ...stored.properties, ...patch.properties }
    const properties = readProperties(target, merged, before)
    if (patch.geometry === undefined) return { properties, geometry: stored.geometry }
    const drawn = patch.geometry && { ...stored.geometry, ...patch.geometry }
    // Coordinates that are not sent are those that are stored.
    const crs = patch.geometry?.coordinates === undefined ? undefined : said.crs
    return { properties, geometry: await geometryOf(trx, target, drawn, crs) }
  })

export const removeItem = (db: Database, target: Writable, id: string, { ifMatch }: Said): Promise<void> =>
  db.transaction(async (trx) => {
    const { stored, row } = await locked(trx, target, id)
    assertSeen(row.version, ifMatch)
    await target.writes.remove(trx, stored, target.principal)
  })

type Change = (
  trx: Database,
  stored: StoredFeature,
  before: Readonly<Record<string, unknown>>,
) => Promise<WrittenFeature>

const changeItem = (
  db: Database,
  target: Writable,
  id: string,
  { ifMatch }: Said,
  change: Change,
): Promise<ShownItem> =>
  db.transaction(async (trx) => {
    const { stored, row } = await locked(trx, target, id)
    assertSeen(row.version, ifMatch)
    await target.writes.replace(trx, stored, await change(trx, stored, row), target.principal)
    return shown(trx, target, id)
  })

/** Locked first and read then: who waited for another's change is held against what that left. */
async function locked(trx: Database, target: Writable, id: string) {
  const { row } = await shown(trx, target, id)
  const stored = await target.writes.lock(trx, row.id)
  if (!stored) throw notFound(`item of ${target.layer.name}`, id)
  return { stored, row: (await shown(trx, target, id)).row }
}

async function shown(
  trx: Database,
  { layer, principal, conditions }: Writable,
  id: string,
): Promise<ShownItem> {
  const item = await findShown(trx, layer, id, { conditions, reader: principal })
  if (!item) throw notFound(`item of ${layer.name}`, id)
  return item
}

const geometryOf = (trx: Database, { writes }: Writable, value: unknown, crs: string | undefined) =>
  readGeometry(trx, value, { crs, types: writes.geometryTypes })

function refuseOtherId(sent: string | number | undefined, id: string) {
  if (sent !== undefined && sent !== id)
    throw invalidRequest('body/id', `The body is of ${sent}, the address of ${id}.`, {
      remedy: 'Leave it out.',
    })
}
