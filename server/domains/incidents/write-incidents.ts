import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { conflict } from '../../platform/errors.ts'
import { type LayerWrites, storeOnce, type Writer, type WrittenFeature } from '../../platform/layer-writes.ts'
import { recordChange } from '../../platform/record-change.ts'
import { areaOf } from '../areas/index.ts'
import { assertInside } from '../identity/index.ts'
import { reportedMoment } from './rules.ts'
import { IncidentProperties } from './schemas.ts'
import {
  deleteIncident,
  findByExternalId,
  type IncidentRow,
  insertIncident,
  lockIncident,
  updateIncident,
} from './write-queries.ts'

/** Incidents one by one: reported here, and mended while they are open; what has been worked on is not deleted. */
export const writeIncidents: LayerWrites<typeof IncidentProperties> = {
  roles: { create: 'reporter', change: 'dispatcher', remove: 'dispatcher' },
  properties: IncidentProperties,
  fixed: ['externalId'],
  geometryTypes: ['Point'],

  async lock(trx, id) {
    const incident = await lockIncident(trx, id)
    if (!incident) return undefined
    const { severity, description, reportedAt, externalId, geometry } = incident
    const properties = { class: incident.class, severity, description, reportedAt, externalId }
    return { id, geometry, properties }
  },

  async create(trx, feature, writer) {
    const id = uuidv7()
    const { externalId } = feature.properties
    const incident = await incidentOf(trx, id, feature, writer)
    await storeOnce(
      { entity: 'incident', externalId },
      {
        find: (known) => findByExternalId(trx, known),
        store: () => insertIncident(trx, { ...incident, sourceId: externalId ?? id }),
      },
    )
    await recorded(trx, 'reported', id, writer)
    return id
  },

  async replace(trx, { id, properties: { reportedAt } }, feature, writer) {
    const { isClosed, state } = await lockedInside(trx, id, writer)
    if (isClosed)
      throw conflict(`The incident is ${state}; only an open one can be changed.`, {
        state,
        remedy: 'Report a new incident.',
      })
    const properties = { ...(reportedAt ? { reportedAt } : {}), ...feature.properties }
    await updateIncident(trx, await incidentOf(trx, id, { ...feature, properties }, writer))
    await recorded(trx, 'changed', id, writer)
  },

  async remove(trx, { id }, writer) {
    const { state } = await lockedInside(trx, id, writer)
    if (state !== 'reported')
      throw conflict(`The incident is ${state}; only one that is still "reported" can be deleted.`, {
        state,
        remedy: 'Its history is kept: let it be rejected, merged or cancelled instead.',
      })
    await deleteIncident(trx, id)
    await recorded(trx, 'deleted', id, writer)
  },
}

async function lockedInside(trx: Database, id: string, writer: Writer) {
  const incident = (await lockIncident(trx, id))!
  await assertInside(trx, writer, [incident.communityId ?? incident.countyId])
  return incident
}

async function incidentOf(
  trx: Database,
  id: string,
  { geometry, properties }: WrittenFeature<IncidentProperties>,
  writer: Writer,
): Promise<IncidentRow> {
  const place = await areaOf(trx, geometry)
  await assertInside(trx, writer, [place.communityId ?? place.countyId])
  const { severity = 'normal', description = '' } = properties
  const reportedAt = reportedMoment(properties.reportedAt, new Date())
  return { id, ...place, class: properties.class, severity, description, reportedAt, geometry }
}

const recorded = (trx: Database, action: string, entityId: string, writer: Writer) =>
  recordChange(trx, { actor: writer.name, action, entity: 'incident', entityId })
