import { type Database, rows } from '../../platform/database.ts'
import type { Plan, PlanListQuery, PlanRules } from './schemas.ts'

const UTC = (column: string) =>
  /* sql */ `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const PLAN_COLUMNS = /* sql */ `p.id, p.name, p.status, p.tier, p.rules, p.revision,
  (select count(*) from plan_communities c where c.plan_id = p.id)::int as "communityCount",
  g.grids as "gridCount", g.exceptions as "exceptionCount", g.households,
  ${UTC('p.created_at')} as "createdAt", ${UTC('p.published_at')} as "publishedAt"`

const PLAN_TOTALS = /* sql */ `cross join lateral (
  select count(*)::int as grids, count(exception)::int as exceptions, coalesce(sum(households), 0)::int as households
  from grids where plan_id = p.id and kind = 'basic') g`

/** One row: a plan with its totals. */
export async function findPlan(db: Database, id: string): Promise<Plan | undefined> {
  const [plan] = await rows<Plan>(
    db,
    /* sql */ `select ${PLAN_COLUMNS} from plans p ${PLAN_TOTALS} where p.id = ?`,
    [id],
  )
  return plan
}

/** One row a plan, newest first; one row more than asked for when there are more. */
export const listPlans = (db: Database, query: PlanListQuery & { limit: number }): Promise<Plan[]> =>
  rows<Plan>(
    db,
    /* sql */ `
    select ${PLAN_COLUMNS} from plans p ${PLAN_TOTALS}
    where (:status::text is null or p.status = :status) and (:before::uuid is null or p.id < :before)
    order by p.id desc limit :limit`,
    { status: query.status ?? null, before: query.cursor ?? null, limit: query.limit + 1 },
  )

/** Locks the plan for the rest of the transaction: one row with what a writer must know. */
export async function lockPlan(trx: Database, id: string) {
  const [plan] = await rows<{
    id: string
    name: string
    status: string
    tier: string
    revision: number
    rules: PlanRules
  }>(trx, /* sql */ `select id, name, status, tier, revision, rules from plans where id = ? for update`, [id])
  return plan
}

export const insertPlan = (
  trx: Database,
  plan: { id: string; name: string; rules: PlanRules; createdBy: string },
) =>
  rows(trx, /* sql */ `insert into plans (id, name, rules, created_by) values (?, ?, ?::jsonb, ?)`, [
    plan.id,
    plan.name,
    JSON.stringify(plan.rules),
    plan.createdBy,
  ])

/** One row a community under the given areas, with its current net (null where units were never built). */
export const communitiesUnder = (db: Database, areaIds: readonly string[]) =>
  rows<{ id: string; name: string; countyId: string; netId: string | null }>(
    db,
    /* sql */ `
    with recursive inside as (
      select id from areas where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
      union
      select child.id from areas child join inside on child.parent_id = inside.id)
    select a.id, a.name, a.county_id as "countyId", n.id as "netId"
    from areas a join inside on inside.id = a.id
    left join nets n on n.community_id = a.id and n.superseded_at is null
    where a.level = 'community'
    order by a.code, a.source_id`,
    [JSON.stringify(areaIds)],
  )

/** Which of the given areas exist. */
export const existingAreas = (db: Database, areaIds: readonly string[]) =>
  rows<{ id: string }>(
    db,
    /* sql */ `select id from areas where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(areaIds)],
  )

export const insertPlanCommunities = (
  trx: Database,
  planId: string,
  communities: readonly { id: string; countyId: string; netId: string | null }[],
) =>
  rows(
    trx,
    /* sql */ `
    insert into plan_communities (plan_id, community_id, county_id, net_id)
    select ?, c.id, c."countyId", c."netId"
    from jsonb_to_recordset(?::jsonb) as c(id uuid, "countyId" uuid, "netId" uuid)`,
    [planId, JSON.stringify(communities)],
  )

/** One row a community of the plan: its net, its code prefix, its names. */
export const communitiesOfPlan = (db: Database, planId: string) =>
  rows<{
    id: string
    netId: string
    countyId: string
    name: string
    nameEn: string | null
    codePrefix: string
  }>(
    db,
    /* sql */ `
    select a.id, c.net_id as "netId", a.county_id as "countyId", a.name, a.name_en as "nameEn",
      coalesce(a.code, a.source_id) as "codePrefix"
    from plan_communities c join areas a on a.id = c.community_id
    where c.plan_id = ? order by a.code, a.source_id`,
    [planId],
  )

/** The job that balances the plan or is about to, if there is one. */
export async function findBalanceJob(db: Database, planId: string): Promise<{ id: string } | undefined> {
  const [job] = await rows<{ id: string }>(
    db,
    /* sql */ `
    select id from jobs where kind = 'plan.balance' and state in ('queued', 'running') and input ->> 'planId' = ?
    order by created_at limit 1`,
    [planId],
  )
  return job
}

/** Takes the grids of some communities out of a draft, assignments included; what is drawn over them stays. */
export async function deleteGrids(trx: Database, planId: string, communityIds: readonly string[]) {
  await rows(
    trx,
    /* sql */ `
    delete from grids where plan_id = ? and kind = 'basic'
      and community_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [planId, JSON.stringify(communityIds)],
  )
}

export type NewGrid = {
  id: string
  countyId: string
  communityId: string
  label: string
  name: string
  nameEn: string | null
  households: number
  population: number
  unitCount: number
  buildingCount: number
  exception: object | null
  geometry: object
  unitIds: readonly string[]
}

/** Stores grids with the units assigned to them. */
export async function insertGrids(trx: Database, planId: string, grids: readonly NewGrid[]) {
  const json = JSON.stringify(grids)
  await rows(
    trx,
    /* sql */ `
    insert into grids (county_id, plan_id, id, community_id, label, name, name_en, households, population,
      unit_count, building_count, exception, geom)
    select g."countyId", :planId, g.id, g."communityId", g.label, g.name, g."nameEn", g.households, g.population,
      g."unitCount", g."buildingCount", g.exception,
      ST_SetSRID(ST_GeomFromGeoJSON(g.geometry), 4326)
    from jsonb_to_recordset(:json::jsonb) as g("countyId" uuid, id uuid, "communityId" uuid, label text, name text,
      "nameEn" text, households int, population int, "unitCount" int, "buildingCount" int, exception jsonb,
      geometry jsonb)`,
    { planId, json },
  )
  await rows(
    trx,
    /* sql */ `
    insert into plan_assignments (county_id, plan_id, unit_id, grid_id)
    select g."countyId", :planId, u.value::uuid, g.id
    from jsonb_to_recordset(:json::jsonb) as g("countyId" uuid, id uuid, "unitIds" jsonb)
    cross join lateral jsonb_array_elements_text(g."unitIds") as u`,
    { planId, json },
  )
}

export const bumpRevision = (trx: Database, planId: string) =>
  rows<{ revision: number }>(
    trx,
    /* sql */ `update plans set revision = revision + 1 where id = ? returning revision`,
    [planId],
  )

/** One row a grid of the plan as a GeoJSON feature with its DESIGN properties, by id. */
export const listGridFeatures = (
  db: Database,
  planId: string,
  query: { community?: string; cursor?: string; limit: number },
) =>
  rows<{ id: string; geometry: object; properties: object }>(
    db,
    /* sql */ `
    select g.id, ST_AsGeoJSON(g.geom, 7)::jsonb as geometry, jsonb_build_object(
      'code', g.code, 'label', g.label, 'name', g.name, 'nameEn', g.name_en, 'kind', g.kind, 'subtype', g.subtype, 'tier', p.tier,
      'community', g.community_id, 'plan', g.plan_id, 'households', g.households, 'population', g.population,
      'unitCount', g.unit_count, 'buildingCount', g.building_count, 'areaSquareMeters', g.area_square_meters,
      'exception', g.exception, 'validFrom', ${UTC('lower(a.valid)')}, 'validTo', ${UTC('upper(a.valid)')}
    ) as properties
    from grids g join plans p on p.id = g.plan_id
    left join plan_activations a on a.plan_id = g.plan_id and a.community_id = g.community_id and a.tier = p.tier
    where g.plan_id = :planId and (:community::uuid is null or g.community_id = :community)
      and (:after::uuid is null or g.id > :after)
    order by g.id limit :limit`,
    { planId, community: query.community ?? null, after: query.cursor ?? null, limit: query.limit + 1 },
  )
