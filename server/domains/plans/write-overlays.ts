import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { conflict, ruleViolation } from '../../platform/errors.ts'
import type { LayerWrites, Writer, WrittenFeature } from '../../platform/layer-writes.ts'
import { recordChange } from '../../platform/record-change.ts'
import { homeOf } from '../areas/index.ts'
import { assertInside } from '../identity/index.ts'
import {
  countBuildings,
  deleteOverlay,
  findOverlay,
  insertOverlay,
  lastLabelNumber,
  type OverlayRow,
  planOfOverlay,
  updateOverlay,
} from './overlay-queries.ts'
import { bumpRevision, communitiesOfPlan, lockPlan } from './queries.ts'
import { OverlayProperties } from './schemas.ts'

/**
 * Dedicated grids of a draft, one by one: drawn over the net, without units. Each change is an edit of the plan, which is
 * locked first, like by every other edit; what is published is immutable.
 */
export const writeOverlays: LayerWrites<typeof OverlayProperties> = {
  roles: { create: 'planner', change: 'planner', remove: 'planner' },
  properties: OverlayProperties,
  fixed: ['plan'],
  geometryTypes: ['Polygon', 'MultiPolygon'],

  async lock(trx, id) {
    const planId = await planOfOverlay(trx, id)
    if (planId === undefined) return undefined
    await lockPlan(trx, planId)
    const overlay = await findOverlay(trx, planId, id)
    if (!overlay) return undefined
    const { name, nameEn, subtype, geometry } = overlay
    return { id, geometry, properties: { plan: planId, name, nameEn, subtype } }
  },

  async create(trx, feature, writer) {
    const id = uuidv7()
    const overlay = await overlayOf(trx, { id, planId: feature.properties.plan }, feature, writer)
    const number = (await lastLabelNumber(trx, overlay.planId, overlay.communityId)) + 1
    await insertOverlay(trx, { ...overlay, label: `D${String(number).padStart(2, '0')}` })
    await recorded(trx, 'created', overlay, writer)
    return id
  },

  async replace(trx, { id, properties: { plan } }, feature, writer) {
    const before = await editable(trx, id, plan!, writer)
    const overlay = await overlayOf(trx, before, feature, writer)
    await updateOverlay(trx, overlay)
    await recorded(trx, 'changed', overlay, writer)
  },

  async remove(trx, { id, properties: { plan } }, writer) {
    const overlay = await editable(trx, id, plan!, writer)
    await deleteOverlay(trx, overlay.planId, id)
    await recorded(trx, 'deleted', overlay, writer)
  },
}

async function editable(trx: Database, id: string, planId: string, writer: Writer): Promise<OverlayRow> {
  await lockDraft(trx, planId)
  const overlay = (await findOverlay(trx, planId, id))!
  await assertInside(trx, writer, [overlay.communityId])
  return overlay
}

async function overlayOf(
  trx: Database,
  { id, planId }: { id: string; planId: string },
  { geometry, properties }: WrittenFeature<OverlayProperties>,
  writer: Writer,
): Promise<OverlayRow> {
  await lockDraft(trx, planId)
  const place = await homeOf(trx, geometry)
  await assertInside(trx, writer, [place.communityId])
  const communities = await communitiesOfPlan(trx, planId)
  if (!communities.some((community) => community.id === place.communityId))
    throw ruleViolation(
      'inside-the-plan',
      'The geometry lies in a community that the plan does not divide.',
      {
        field: 'body/geometry',
        community: place.communityId,
        plan: planId,
        remedy: 'Draw it in a plan that holds that community.',
      },
    )
  const { name, nameEn = null, subtype = null } = properties
  const counts = await countBuildings(trx, geometry)
  return { id, planId, ...place, name, nameEn, subtype, ...counts, geometry }
}

async function lockDraft(trx: Database, planId: string) {
  const plan = await lockPlan(trx, planId)
  if (!plan)
    throw ruleViolation('plan-needed', `There is no plan ${planId}.`, {
      field: 'body/properties/plan',
      remedy: 'Make a draft first: POST /api/plans.',
    })
  if (plan.tier !== 'basic')
    throw ruleViolation('basic-plan', `The plan is of tier ${plan.tier}; overlays lie over a basic one.`, {
      field: 'body/properties/plan',
    })
  if (plan.status !== 'draft')
    throw conflict(`The plan is ${plan.status}; only those of a draft can be written.`, {
      plan: planId,
      status: plan.status,
      remedy: 'Make a new plan over the same areas: POST /api/plans.',
    })
}

async function recorded(trx: Database, action: string, { id, planId }: OverlayRow, writer: Writer) {
  await bumpRevision(trx, planId)
  await recordChange(trx, {
    actor: writer.name,
    action,
    entity: 'overlay',
    entityId: id,
    facts: { plan: planId },
  })
}
