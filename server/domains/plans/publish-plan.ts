import type { Database } from '../../platform/database.ts'
import { conflict, invalidRequest, notFound, ruleViolation } from '../../platform/errors.ts'
import { recordChange } from '../../platform/record-change.ts'
import {
  activatePlan,
  continuedGrids,
  countUnassignedUnits,
  databaseNow,
  gridsToCode,
  lastSequences,
  laterActivations,
  markPublished,
  renumberGrids,
  startOfDay,
  storeCodes,
} from './publish-queries.ts'
import { communitiesOfPlan, findPlan, lockPlan } from './queries.ts'
import { issueCodes } from './rules.ts'
import type { Plan } from './schemas.ts'

export type Publication = {
  /** Local day; at once when absent. */
  validFrom?: string
  timeZone: string
}

/**
 * Freezes a draft: grids that continue active ones take their ids and codes, the others get new codes, and from the
 * effective date on the plan is the active one of its communities (and of no others).
 */
export async function publishPlan(
  db: Database,
  planId: string,
  publication: Publication,
  actor: string,
): Promise<Plan> {
  await db.transaction(async (trx) => {
    const plan = await lockPlan(trx, planId)
    if (!plan) throw notFound('plan', planId)
    if (plan.status !== 'draft')
      throw conflict(`The plan is ${plan.status}; only a draft can be published.`, { status: plan.status })
    await refuseUnfinished(trx, planId)
    const from = await effectiveMoment(trx, publication)
    await refuseLaterPlans(trx, planId, plan.tier, from)
    await issueIdentities(trx, planId)
    await activatePlan(trx, planId, plan.tier, from)
    await markPublished(trx, planId)
    await recordChange(trx, {
      actor,
      action: 'published',
      entity: 'plan',
      entityId: planId,
      facts: { validFrom: from.toISOString() },
    })
  })
  const published = await findPlan(db, planId)
  if (!published) throw notFound('plan', planId)
  return published
}

async function refuseUnfinished(trx: Database, planId: string) {
  const unassigned = await countUnassignedUnits(trx, planId)
  if (unassigned > 0)
    throw ruleViolation('every-unit-in-a-grid', `${unassigned} units belong to no grid yet.`, {
      unassigned,
      remedy: 'Balance the plan (POST …/balance) or assign them before publishing.',
    })
}

async function effectiveMoment(trx: Database, { validFrom, timeZone }: Publication): Promise<Date> {
  const now = await databaseNow(trx)
  if (validFrom === undefined) return now
  const start = await startOfDay(trx, validFrom, timeZone)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  if (validFrom < today)
    throw invalidRequest('body/validFrom', `${validFrom} is past; today is ${today} (${timeZone}).`, {
      today,
    })
  return new Date(Math.max(start.getTime(), now.getTime()))
}

async function refuseLaterPlans(trx: Database, planId: string, tier: string, from: Date) {
  const [later] = await laterActivations(trx, planId, tier, from)
  if (later)
    throw conflict(
      `${later.community} already has a plan from ${later.starts.toISOString()}, not before ${from.toISOString()}.`,
      { plan: later.planId, remedy: 'Choose a later effective date.' },
    )
}

/** A grid keeps id and code when it keeps more than half of its households; one new grid continues one old grid. */
async function issueIdentities(trx: Database, planId: string) {
  const taken = new Set<string>()
  const continued = (await continuedGrids(trx, planId)).filter(({ newId }) => {
    if (taken.has(newId)) return false
    taken.add(newId)
    return true
  })
  await renumberGrids(trx, planId, continued)
  const last = new Map((await lastSequences(trx, planId)).map((row) => [row.communityId, row.last]))
  await storeCodes(
    trx,
    planId,
    issueCodes(await gridsToCode(trx, planId), await communitiesOfPlan(trx, planId), last),
  )
}
