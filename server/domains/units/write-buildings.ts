import type { MultiPolygon, Polygon } from 'geojson'
import { v7 as uuidv7 } from 'uuid'
import { polygonSquareMeters } from '../../algorithms/geometry/ellipsoid-measures.ts'
import { estimateHouseholds, PERSONS_PER_HOUSEHOLD } from '../../algorithms/statistics/estimate-households.ts'
import type { Database } from '../../platform/database.ts'
import { type LayerWrites, storeOnce, type Writer, type WrittenFeature } from '../../platform/layer-writes.ts'
import { recordChange } from '../../platform/record-change.ts'
import { communityOf } from '../areas/index.ts'
import { assertInside } from '../identity/index.ts'
import { BuildingProperties } from './schemas.ts'
import {
  deleteGround,
  findByExternalId,
  insertBuilding,
  lockBuilding,
  updateBuilding,
} from './write-queries.ts'

/**
 * Buildings one by one. Nets are immutable: the units of the current ones keep their weights until they are built or counted
 * again, and what is published keeps its figures for ever.
 */
export const writeBuildings: LayerWrites<typeof BuildingProperties> = {
  roles: { create: 'planner', change: 'planner', remove: 'planner' },
  properties: BuildingProperties,
  fixed: ['externalId'],
  geometryTypes: ['Polygon', 'MultiPolygon'],
  next: { href: '/api/units/build', title: 'Weights of units follow at the next build of units' },

  async lock(trx, id) {
    const building = await lockBuilding(trx, id)
    if (!building) return undefined
    const { use, levels, households, population, name, nameEn, compound, externalId, geometry } = building
    return {
      id,
      geometry,
      properties: { use, levels, households, population, name, nameEn, compound, externalId },
    }
  },

  async create(trx, feature, writer) {
    const id = uuidv7()
    const { externalId } = feature.properties
    const building = { id, ...(await placed(trx, feature, writer)), ...weighed(feature) }
    await storeOnce(
      { entity: 'building', externalId },
      {
        find: (known) => findByExternalId(trx, 'buildings', known),
        store: () => insertBuilding(trx, { ...building, sourceId: externalId ?? id }),
      },
    )
    await recorded(trx, 'created', id, writer)
    return id
  },

  async replace(trx, { id }, feature, writer) {
    const before = (await lockBuilding(trx, id))!
    await assertInside(trx, writer, [before.communityId])
    const place = await placed(trx, feature, writer)
    await updateBuilding(trx, { id, ...place, ...weighed(feature, before) })
    await recorded(trx, 'changed', id, writer)
  },

  async remove(trx, { id }, writer) {
    const { communityId } = (await lockBuilding(trx, id))!
    await assertInside(trx, writer, [communityId])
    await deleteGround(trx, 'buildings', id)
    await recorded(trx, 'deleted', id, writer)
  },
}

type Feature = WrittenFeature<BuildingProperties>

async function placed(trx: Database, { geometry }: Feature, writer: Writer) {
  const place = await communityOf(trx, geometry)
  await assertInside(trx, writer, [place.communityId])
  return { ...place, geometry }
}

/** Households that nobody counted are estimated as at an import; a number that is sent back as it was stays what it was. */
function weighed({ geometry, properties }: Feature, before?: { households: number; isEstimated: boolean }) {
  const { use, levels = null, name = null, nameEn = null, compound = null } = properties
  const households =
    properties.households ??
    estimateHouseholds({
      use,
      levels: levels ?? undefined,
      footprintSquareMeters: footprintOf(geometry as Polygon | MultiPolygon),
    })
  const isEstimated =
    properties.households === undefined || (before?.households === households && before.isEstimated)
  const population = properties.population ?? Math.round(households * PERSONS_PER_HOUSEHOLD)
  return { use, levels, households, population, isEstimated, name, nameEn, compound }
}

const footprintOf = (geometry: Polygon | MultiPolygon) =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).reduce(
    (sum, rings) => sum + polygonSquareMeters(rings),
    0,
  )

const recorded = (trx: Database, action: string, entityId: string, writer: Writer) =>
  recordChange(trx, { actor: writer.name, action, entity: 'building', entityId })
