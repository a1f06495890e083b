import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { notFound, ruleViolation } from '../../platform/errors.ts'
import { recordChange } from '../../platform/record-change.ts'
import { communitiesUnder, existingAreas, findPlan, insertPlan, insertPlanCommunities } from './queries.ts'
import { checkRules } from './rules.ts'
import { type CreatePlan, DEFAULT_RULES, type Plan } from './schemas.ts'

/** Stores an empty draft over the communities of the given areas; units must have been built in each. */
export async function createPlan(db: Database, request: CreatePlan, actor: string): Promise<Plan> {
  const rules = { ...DEFAULT_RULES, ...request.rules }
  checkRules(rules)
  const areas = new Set((await existingAreas(db, request.areas)).map(({ id }) => id))
  const unknown = request.areas.find((id) => !areas.has(id))
  if (unknown) throw notFound('area', unknown)
  const communities = await communitiesUnder(db, request.areas)
  if (communities.length === 0)
    throw ruleViolation('communities-needed', 'None of these areas has a community.', {
      field: 'body/areas',
      remedy: 'Import areas of level community first.',
    })
  const withoutNet = communities.filter(({ netId }) => netId === null)
  if (withoutNet.length > 0)
    throw ruleViolation(
      'units-needed',
      `${withoutNet.length} of ${communities.length} communities have no units yet, for example ${withoutNet[0]?.name}.`,
      { field: 'body/areas', remedy: 'Build the units first: POST /api/units/build.' },
    )
  const id = uuidv7()
  await db.transaction(async (trx) => {
    await insertPlan(trx, { id, name: request.name, rules, createdBy: actor })
    await insertPlanCommunities(trx, id, communities)
    await recordChange(trx, { actor, action: 'created', entity: 'plan', entityId: id })
  })
  const plan = await findPlan(db, id)
  if (!plan) throw notFound('plan', id)
  return plan
}
