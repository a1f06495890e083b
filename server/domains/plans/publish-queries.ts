/** SQL of publishing: continuing grids, codes, activations. */
import { type Database, rows } from '../../platform/database.ts'

/** One row a unit that a plan's net has and no grid of the plan holds. */
export const countUnassignedUnits = async (db: Database, planId: string): Promise<number> => {
  const [row] = await rows<{ count: number }>(
    db,
    /* sql */ `
    select count(*)::int as count from plan_communities c
    join units u on u.county_id = c.county_id and u.net_id = c.net_id
    left join plan_assignments s on s.county_id = u.county_id and s.plan_id = c.plan_id and s.unit_id = u.id
    where c.plan_id = ? and s.unit_id is null`,
    [planId],
  )
  return row?.count ?? 0
}

/**
 * One row a pair (grid active today, grid of the plan) where the old grid keeps more than half of its households in
 * the new one; the largest share first. Households are counted by buildings, so nets may differ.
 */
export const continuedGrids = (db: Database, planId: string) =>
  rows<{ oldId: string; newId: string; code: string | null; households: number }>(
    db,
    /* sql */ `
    with new_home as (
      select s.county_id, ub.building_id, s.grid_id
      from plan_assignments s
      join plan_communities c on c.plan_id = s.plan_id and c.county_id = s.county_id
      join unit_buildings ub on ub.county_id = s.county_id and ub.unit_id = s.unit_id and ub.net_id = c.net_id
      where s.plan_id = :planId),
    old_home as (
      select s.county_id, ub.building_id, s.grid_id, s.plan_id
      from plan_activations a
      join plan_communities c on c.plan_id = a.plan_id and c.community_id = a.community_id
      join unit_buildings ub on ub.county_id = c.county_id and ub.net_id = c.net_id
      join plan_assignments s on s.county_id = c.county_id and s.plan_id = a.plan_id and s.unit_id = ub.unit_id
      where upper_inf(a.valid)
        and a.tier = (select tier from plans where id = :planId)
        and a.community_id in (select community_id from plan_communities where plan_id = :planId))
    select o.grid_id as "oldId", n.grid_id as "newId", g.code, sum(b.households)::int as households
    from old_home o
    join new_home n on n.county_id = o.county_id and n.building_id = o.building_id
    join buildings b on b.county_id = o.county_id and b.id = o.building_id
    join grids g on g.county_id = o.county_id and g.plan_id = o.plan_id and g.id = o.grid_id
    group by o.grid_id, n.grid_id, g.code, g.households
    having sum(b.households) * 2 > g.households
    order by sum(b.households) desc, g.code`,
    { planId },
  )

/** Gives grids of a draft other ids (those of the grids they continue). */
export async function renumberGrids(
  trx: Database,
  planId: string,
  pairs: readonly { oldId: string; newId: string; code: string | null }[],
) {
  if (pairs.length === 0) return
  const bindings = { planId, pairs: JSON.stringify(pairs) }
  const source = /* sql */ `jsonb_to_recordset(:pairs::jsonb) as p("oldId" uuid, "newId" uuid, code text)`
  await rows(
    trx,
    /* sql */ `update plan_assignments s set grid_id = p."oldId" from ${source}
    where s.plan_id = :planId and s.grid_id = p."newId"`,
    bindings,
  )
  await rows(
    trx,
    /* sql */ `update grids g set id = p."oldId", code = p.code from ${source}
    where g.plan_id = :planId and g.id = p."newId"`,
    bindings,
  )
}

/** One row a grid of the plan with where it lies: for codes. */
export const gridsToCode = (db: Database, planId: string) =>
  rows<{
    id: string
    communityId: string
    kind: 'basic' | 'dedicated'
    code: string | null
    lng: number
    lat: number
    heightDegrees: number
  }>(
    db,
    /* sql */ `
    select g.id, g.community_id as "communityId", g.kind, g.code, ST_X(c.point) as lng, ST_Y(c.point) as lat,
      ST_YMax(g.geom) - ST_YMin(g.geom) as "heightDegrees"
    from grids g, lateral (select ST_PointOnSurface(g.geom) as point) c
    where g.plan_id = ? order by g.id`,
    [planId],
  )

/** One row a community: the highest sequence number ever issued in it. */
export const lastSequences = (db: Database, planId: string) =>
  rows<{ communityId: string; last: number }>(
    db,
    /* sql */ `
    select c.community_id as "communityId", coalesce(max(right(g.code, 3)::int), 0) as last
    from plan_communities c left join grid_codes g on g.community_id = c.community_id
    where c.plan_id = ? group by c.community_id`,
    [planId],
  )

/** Writes issued codes into the grids and into the register of all codes ever issued. */
export async function storeCodes(
  trx: Database,
  planId: string,
  codes: readonly { gridId: string; communityId: string; code: string }[],
) {
  if (codes.length === 0) return
  const bindings = { planId, codes: JSON.stringify(codes) }
  const source = /* sql */ `jsonb_to_recordset(:codes::jsonb) as c("gridId" uuid, "communityId" uuid, code text)`
  await rows(
    trx,
    /* sql */ `insert into grid_codes (community_id, code, grid_id)
    select c."communityId", c.code, c."gridId" from ${source}`,
    bindings,
  )
  await rows(
    trx,
    /* sql */ `update grids g set code = c.code from ${source} where g.plan_id = :planId and g.id = c."gridId"`,
    bindings,
  )
}

/** One row an activation of the same community and tier that starts at `from` or later. */
export const laterActivations = (db: Database, planId: string, tier: string, from: Date) =>
  rows<{ community: string; planId: string; starts: Date }>(
    db,
    /* sql */ `
    select r.name as community, a.plan_id as "planId", lower(a.valid) as starts
    from plan_activations a join areas r on r.id = a.community_id
    where a.tier = ? and lower(a.valid) >= ?
      and a.community_id in (select community_id from plan_communities where plan_id = ?)
    order by r.code limit 10`,
    [tier, from, planId],
  )

/** Ends what is active in the plan's communities at `from`, and activates the plan from then on. */
export async function activatePlan(trx: Database, planId: string, tier: string, from: Date) {
  await rows(
    trx,
    /* sql */ `
    update plan_activations set valid = tstzrange(lower(valid), :from)
    where tier = :tier and valid @> :from::timestamptz
      and community_id in (select community_id from plan_communities where plan_id = :planId)`,
    { planId, tier, from },
  )
  await rows(
    trx,
    /* sql */ `
    insert into plan_activations (community_id, tier, plan_id, county_id, valid)
    select community_id, :tier, :planId, county_id, tstzrange(:from, null)
    from plan_communities where plan_id = :planId`,
    { planId, tier, from },
  )
}

/** The moment of the database, to the millisecond: what "now" means for a publication. */
export async function databaseNow(db: Database): Promise<Date> {
  const [row] = await rows<{ now: Date }>(db, /* sql */ `select date_trunc('milliseconds', now()) as now`)
  return row?.now ?? new Date()
}

/** The first moment of a local day. */
export async function startOfDay(db: Database, day: string, timeZone: string): Promise<Date> {
  const [row] = await rows<{ start: Date }>(db, /* sql */ `select (?::timestamp at time zone ?) as start`, [
    `${day} 00:00:00`,
    timeZone,
  ])
  if (!row) throw new Error('The statement gave no row.')
  return row.start
}

export const markPublished = (trx: Database, planId: string) =>
  rows(
    trx,
    /* sql */ `update plans set status = 'published', published_at = now(), revision = revision + 1 where id = ?`,
    [planId],
  )
