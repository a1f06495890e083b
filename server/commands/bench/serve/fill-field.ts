import { type Database, rows } from '../../../platform/database.ts'
import { CELL_METERS, FIELD_SEED, type Field, PIECES } from './field.ts'

/** The things of the field that are asked for by name. */
export const COUNTY = '00000000-0000-4000-8000-000000000001'
const COMMUNITY = '00000000-0000-4000-8000-000000000002'
export const PLAN = '00000000-0000-4000-8000-000000000003'

/** Fills an empty, migrated database with the field, by statements over whole sets, and tells the planner. */
export async function fillField(db: Database, field: Field): Promise<void> {
  const [west, south, east, north] = field.box
  const { polygons, points, columns } = field
  const bindings = {
    polygons,
    points,
    columns,
    west,
    south,
    east,
    north,
    cell: CELL_METERS,
    pieces: PIECES,
    seed: FIELD_SEED,
  }
  const names = { county: COUNTY, community: COMMUNITY, plan: PLAN }
  await db.transaction(async (transaction) => {
    // Of its transaction alone: the limit of requests is not for these.
    await rows(transaction, /* sql */ `set local statement_timeout = 0`)
    await rows(transaction, areasAndPlan, { ...bindings, ...names })
    await rows(transaction, grids, { ...bindings, ...names })
    await rows(transaction, incidents, { ...bindings, ...names })
  })
  // Else autovacuum would come while something is measured.
  await rows(db, /* sql */ `vacuum analyze`)
}

/** The county is its own community's ground; the plan is published and active since the start of 2026. */
const areasAndPlan = /* sql */ `
  with ground as (
    select ST_Multi(ST_Transform(ST_MakeEnvelope(:west, :south, :east, :north, 3857), 4326)) as geom
  ), county as (
    insert into areas (id, county_id, parent_id, level, code, source, source_id, name, is_fictional, geom)
    select a.id::uuid, :county::uuid, a.parent::uuid, a.level, a.code, 'bench', a.level, a.name, true, ground.geom
    from ground, (values
      (:county, null, 'county', '449901000000', '测试县'),
      (:community, :county, 'community', '449901001001', '测试社区')
    ) as a (id, parent, level, code, name)
  ), plan as (
    insert into plans (id, name, status, tier, rules, revision, created_by, published_at)
    values (:plan::uuid, 'bench', 'published', 'basic', '{}', 1, 'wangge bench', '2026-01-01')
    returning id
  )
  insert into plan_activations (community_id, tier, plan_id, county_id, valid)
  select :community::uuid, 'basic', plan.id, :county::uuid, tstzrange('2026-01-01', null) from plan`

/**
 * Grids as cells of a board. Each vertex of a border is put aside by a chance that only its own place on the board decides, so
 * neighbours share it exactly; a fifth of a piece at most, so that no border crosses itself.
 *
 * ```
 *   .-^-._.-^.     corners and the vertices between them are one lattice,
 *   (        )     numbered in pieces: 16 to a side, 64 to a grid
 *   '-._.-^-.'
 * ```
 */
const grids = /* sql */ `
  insert into grids (county_id, plan_id, id, community_id, label, code, name, name_en, kind, households, population,
    unit_count, building_count, geom)
  select :county::uuid, :plan::uuid, md5('grid ' || n)::uuid, :community::uuid, lpad(n::text, 5, '0'),
    '4499010010' || lpad(n::text, 5, '0'), '测试县第' || n || '网格', 'Bench grid ' || n, 'basic',
    200 + (chance & 127), 560 + (chance & 511), 4 + (chance & 7), 20 + (chance & 31),
    ST_Multi(ST_Transform(ST_SetSRID(ST_MakePolygon(ST_MakeLine(ring.vertices)), 3857), 4326))
  from generate_series(0, :polygons::integer - 1) as n,
    lateral (select hashint8extended(n, :seed::bigint)) as hash (chance),
    lateral (select n % :columns::integer * :pieces::integer, n / :columns::integer * :pieces::integer) as cell (x, y),
    lateral (
      select array_agg(ST_MakePoint(
          :west::float8 + :cell::float8 * (v.x + ((h & 65535) / 65535.0 - 0.5) * 0.4) / :pieces,
          :south::float8 + :cell::float8 * (v.y + ((h >> 16 & 65535) / 65535.0 - 0.5) * 0.4) / :pieces) order by k) as vertices
      from generate_series(0, 4 * :pieces::integer) as k,
        lateral (select
          cell.x + least(greatest(least(k, 3 * :pieces::integer - k), 0), :pieces::integer),
          cell.y + least(greatest(least(k - :pieces::integer, 4 * :pieces::integer - k), 0), :pieces::integer)) as v (x, y),
        lateral (select hashint8extended(v.x * 1000000::bigint + v.y, :seed::bigint)) as lattice (h)
    ) as ring`

/** Incidents evenly over the field, reported in the course of half a year, a quarter of them closed. */
const incidents = /* sql */ `
  insert into incidents (county_id, id, community_id, source, source_id, class, severity, state, description, reported_at,
    closed_at, geom)
  select :county::uuid, md5('incident ' || n)::uuid, :community::uuid, 'bench', n::text,
    (array['0101', '0102', '0203', '0301', '0405', '0502', '0604', '0701'])[1 + (chance & 7)],
    (array['minor', 'normal', 'normal', 'urgent'])[1 + (chance >> 3 & 3)],
    case when is_closed then 'closed' else 'reported' end, 'bench', at.reported,
    case when is_closed then at.reported + (chance >> 8 & 1023) * interval '1 minute' end,
    ST_Transform(ST_SetSRID(ST_MakePoint(
      :west::float8 + (:east::float8 - :west) * (chance >> 16 & 16777215) / 16777216,
      :south::float8 + (:north::float8 - :south) * (chance >> 40 & 8388607) / 8388608), 3857), 4326)
  from generate_series(1, :points::integer) as n,
    lateral (select hashint8extended(n, :seed::bigint)) as hash (chance),
    lateral (select (chance & 192) = 0) as state (is_closed),
    lateral (select timestamptz '2026-01-01' + n % 17376 * interval '15 minutes') as at (reported)`
