/**
 * The swap: staged records into the tables of the domains they belong to, a row touched only when it differs.
 * Imports write other domains' tables here and nowhere else, because one set-based statement a table is what keeps
 * the transaction short.
 */
import type { MultiPolygon } from 'geojson'
import { PERSONS_PER_HOUSEHOLD } from '../../algorithms/statistics/estimate-households.ts'
import { type Database, rows } from '../../platform/database.ts'

type Stored = { added: number; changed: number }
type Swap = { columns: readonly string[]; values: readonly string[]; conflict: string }

const text = (name: string) => /* sql */ `s.properties ->> '${name}'`
const flag = (name: string) => /* sql */ `coalesce((s.properties ->> '${name}')::boolean, false)`
const POPULATION = /* sql */ `coalesce((s.properties ->> 'population')::int,
  round((s.properties ->> 'households')::int * ${PERSONS_PER_HOUSEHOLD})::int)`

/** For each table: its columns beside (id, source, source_id, geom), and what fills them. */
const SWAPS: Record<string, Swap> = {
  areas: {
    columns: ['county_id', 'parent_id', 'level', 'code', 'name', 'name_en', 'is_fictional'],
    values: [
      's.county_id',
      's.parent_id',
      text('level'),
      text('code'),
      text('name'),
      text('nameEn'),
      ':isFictional',
    ],
    conflict: '(source, source_id)',
  },
  barriers: {
    columns: ['county_id', 'kind', 'class', 'name', 'name_en', 'is_bridge', 'is_tunnel'],
    values: [
      's.county_id',
      text('kind'),
      text('class'),
      text('name'),
      text('nameEn'),
      flag('bridge'),
      flag('tunnel'),
    ],
    conflict: '(county_id, source, source_id)',
  },
  buildings: {
    columns: [
      'county_id',
      'community_id',
      'use',
      'levels',
      'households',
      'population',
      'is_estimated',
      'name',
      'name_en',
      'compound',
    ],
    values: [
      's.county_id',
      's.community_id',
      `coalesce(${text('use')}, 'unknown')`,
      "(s.properties ->> 'levels')::int",
      "(s.properties ->> 'households')::int",
      POPULATION,
      flag('isEstimated'),
      text('name'),
      text('nameEn'),
      text('compound'),
    ],
    conflict: '(county_id, source, source_id)',
  },
  workers: {
    columns: ['county_id', 'community_id', 'label', 'role', 'employment', 'on_duty'],
    values: [
      's.county_id',
      's.community_id',
      text('label'),
      text('role'),
      text('employment'),
      flag('onDuty'),
    ],
    conflict: '(county_id, source, source_id)',
  },
  incidents: {
    columns: [
      'county_id',
      'community_id',
      'class',
      'severity',
      'state',
      'description',
      'reported_at',
      'closed_at',
    ],
    values: [
      's.county_id',
      's.community_id',
      text('class'),
      text('severity'),
      text('state'),
      text('description'),
      "(s.properties ->> 'reportedAt')::timestamptz",
      "(s.properties ->> 'closedAt')::timestamptz",
    ],
    conflict: '(county_id, source, source_id)',
  },
}

/** Moves everything staged into its table; answers how many rows were added and changed in each. */
export async function swapStaged(
  trx: Database,
  importId: string,
  { source, isFictional = false }: { source: string; isFictional?: boolean },
): Promise<Record<string, Stored>> {
  const stored: Record<string, Stored> = {}
  for (const [table, swap] of Object.entries(SWAPS)) {
    if (swap.conflict.includes('county_id')) await dropMoved(trx, importId, table, source)
    const [counts] = await rows<Stored>(trx, swapSql(table, swap), { importId, source, isFictional })
    if (counts && counts.added + counts.changed > 0) stored[table] = counts
  }
  return stored
}

/** A feature that now lies in another county has another key there: its old row goes. */
const dropMoved = (trx: Database, importId: string, table: string, source: string) =>
  rows(
    trx,
    /* sql */ `
    delete from ${table} t using import_staging s
    where s.import_id = :importId and s.layer = '${table}' and t.source = :source
      and t.source_id = s.source_id and t.county_id <> s.county_id`,
    { importId, source },
  )

function swapSql(table: string, { columns, values, conflict }: Swap): string {
  const compared = columns.map((column) => `t.${column}`).join(', ')
  const excluded = columns.map((column) => `excluded.${column}`).join(', ')
  return /* sql */ `
    with swapped as (
      insert into ${table} as t (id, source, source_id, geom, ${columns.join(', ')})
      select s.id, :source, s.source_id, s.geom, ${values.join(', ')}
      from import_staging s where s.import_id = :importId and s.layer = '${table}'
      order by s.ordinal
      on conflict ${conflict} do update set geom = excluded.geom, updated_at = now(),
        ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
      where (ST_AsBinary(t.geom), ${compared}) is distinct from (ST_AsBinary(excluded.geom), ${excluded})
      returning (xmax = 0) as is_new)
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from swapped`
}

/** One row a community that ready-made units are staged for. */
export const unitCommunities = (trx: Database, importId: string) =>
  rows<{ communityId: string }>(
    trx,
    /* sql */ `
    select distinct community_id as "communityId" from import_staging
    where import_id = ? and layer = 'units' order by 1`,
    [importId],
  )

/** One row a ready-made unit of a community, in the order of the source. */
export const stagedUnitsOf = (trx: Database, importId: string, communityId: string) =>
  rows<{ sourceId: string; households: number; population: number; geometry: MultiPolygon }>(
    trx,
    /* sql */ `
    select s.source_id as "sourceId", (s.properties ->> 'households')::int as households, ${POPULATION} as population,
      ST_AsGeoJSON(s.geom, 7)::jsonb as geometry
    from import_staging s where s.import_id = ? and s.layer = 'units' and s.community_id = ? order by s.ordinal`,
    [importId, communityId],
  )
