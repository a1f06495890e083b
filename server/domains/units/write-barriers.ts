import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { type LayerWrites, storeOnce, type Writer, type WrittenFeature } from '../../platform/layer-writes.ts'
import { recordChange } from '../../platform/record-change.ts'
import { communitiesOf, touchedBy } from '../areas/index.ts'
import { assertInside } from '../identity/index.ts'
import { BarrierProperties } from './schemas.ts'
import {
  type BarrierRow,
  deleteGround,
  findByExternalId,
  insertBarrier,
  lockBarrier,
  updateBarrier,
} from './write-queries.ts'

/** Barriers one by one. Whoever writes one must be at home in every community it touches; nets follow at their next build. */
export const writeBarriers: LayerWrites<typeof BarrierProperties> = {
  roles: { create: 'planner', change: 'planner', remove: 'planner' },
  properties: BarrierProperties,
  fixed: ['externalId'],
  geometryTypes: ['LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'],
  next: { href: '/api/units/build', title: 'Units follow at their next build' },

  async lock(trx, id) {
    const barrier = await lockBarrier(trx, id)
    if (!barrier) return undefined
    const { geometry, id: _id, countyId: _county, ...properties } = barrier
    return { id, geometry, properties }
  },

  async create(trx, feature, writer) {
    const id = uuidv7()
    const { externalId } = feature.properties
    const barrier = await barrierOf(trx, id, feature, writer)
    await storeOnce(
      { entity: 'barrier', externalId },
      {
        find: (known) => findByExternalId(trx, 'barriers', known),
        store: () => insertBarrier(trx, { ...barrier, sourceId: externalId ?? id }),
      },
    )
    await recorded(trx, 'created', id, writer)
    return id
  },

  async replace(trx, { id }, feature, writer) {
    await assertMayChange(trx, id, writer)
    await updateBarrier(trx, await barrierOf(trx, id, feature, writer))
    await recorded(trx, 'changed', id, writer)
  },

  async remove(trx, { id }, writer) {
    await assertMayChange(trx, id, writer)
    await deleteGround(trx, 'barriers', id)
    await recorded(trx, 'deleted', id, writer)
  },
}

type Feature = WrittenFeature<BarrierProperties>

async function barrierOf(trx: Database, id: string, feature: Feature, writer: Writer): Promise<BarrierRow> {
  const { geometry, properties } = feature
  const touched = await communitiesOf(trx, geometry)
  await assertInside(
    trx,
    writer,
    touched.map(({ communityId }) => communityId),
  )
  const { kind, name = null, nameEn = null, isBridge = false, isTunnel = false } = properties
  return {
    id,
    countyId: touched[0].countyId,
    kind,
    class: properties.class,
    name,
    nameEn,
    isBridge,
    isTunnel,
    geometry,
  }
}

/** One that has been left outside every community, because areas were drawn anew, is its county's. */
async function assertMayChange(trx: Database, id: string, writer: Writer) {
  const { geometry, countyId } = (await lockBarrier(trx, id))!
  const touched = await touchedBy(trx, geometry)
  await assertInside(
    trx,
    writer,
    touched.length > 0 ? touched.map(({ communityId }) => communityId) : [countyId],
  )
}

const recorded = (trx: Database, action: string, entityId: string, writer: Writer) =>
  recordChange(trx, { actor: writer.name, action, entity: 'barrier', entityId })
