import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { type LayerWrites, storeOnce, type Writer, type WrittenFeature } from '../../platform/layer-writes.ts'
import { recordChange } from '../../platform/record-change.ts'
import { communityOf } from '../areas/index.ts'
import { assertInside } from '../identity/index.ts'
import { WorkerProperties } from './schemas.ts'
import {
  deleteWorker,
  findByExternalId,
  insertWorker,
  lockWorker,
  updateWorker,
  type WorkerRow,
} from './write-queries.ts'

/** Workers one by one, each at home in the community it stands in. */
export const writeWorkers: LayerWrites<typeof WorkerProperties> = {
  roles: { create: 'dispatcher', change: 'dispatcher', remove: 'dispatcher' },
  properties: WorkerProperties,
  fixed: ['externalId'],
  geometryTypes: ['Point'],

  async lock(trx, id) {
    const worker = await lockWorker(trx, id)
    if (!worker) return undefined
    const { label, role, employment, onDuty, externalId, geometry } = worker
    return { id, geometry, properties: { label, role, employment, onDuty, externalId } }
  },

  async create(trx, feature, writer) {
    const id = uuidv7()
    const { externalId } = feature.properties
    const worker = await workerOf(trx, id, feature, writer)
    await storeOnce(
      { entity: 'worker', externalId },
      {
        find: (known) => findByExternalId(trx, known),
        store: () => insertWorker(trx, { ...worker, sourceId: externalId ?? id }),
      },
    )
    await recorded(trx, 'created', id, writer)
    return id
  },

  async replace(trx, { id }, feature, writer) {
    const { communityId } = (await lockWorker(trx, id))!
    await assertInside(trx, writer, [communityId])
    await updateWorker(trx, await workerOf(trx, id, feature, writer))
    await recorded(trx, 'changed', id, writer)
  },

  async remove(trx, { id }, writer) {
    const { communityId } = (await lockWorker(trx, id))!
    await assertInside(trx, writer, [communityId])
    await deleteWorker(trx, id)
    await recorded(trx, 'deleted', id, writer)
  },
}

async function workerOf(
  trx: Database,
  id: string,
  { geometry, properties }: WrittenFeature<WorkerProperties>,
  writer: Writer,
): Promise<WorkerRow> {
  const place = await communityOf(trx, geometry)
  await assertInside(trx, writer, [place.communityId])
  const { label, role, employment = 'full', onDuty = false } = properties
  return { id, ...place, label, role, employment, onDuty, geometry }
}

const recorded = (trx: Database, action: string, entityId: string, writer: Writer) =>
  recordChange(trx, { actor: writer.name, action, entity: 'worker', entityId })
