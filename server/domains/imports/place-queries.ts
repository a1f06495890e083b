/** SQL that finds where staged records belong. */
import type { Geometry } from 'geojson'
import { type Database, oneRow, rows } from '../../platform/database.ts'

/** Areas as they will be after this import: those staged, and those stored that are not staged again. */
const ALL_AREAS = /* sql */ `
  select id, county_id, level, code, source_id, geom, true as is_staged from (
    select id, county_id, properties ->> 'level' as level, properties ->> 'code' as code, source_id, geom
    from import_staging where import_id = :importId and layer = 'areas') staged
  union all
  select id, county_id, level, code, source_id, geom, false from areas
  where id not in (select id from import_staging where import_id = :importId and layer = 'areas')`

const RANK = (level: string) =>
  /* sql */ `array_position(array['province', 'city', 'county', 'town', 'community'], ${level})`

/** Staged features that are stored already (same source, same id there) take their stored id. */
export async function adoptKnownIds(db: Database, importId: string, source: string) {
  for (const table of ['areas', 'buildings', 'barriers', 'workers', 'incidents'] as const)
    await rows(
      db,
      /* sql */ `
      update import_staging s set id = t.id from ${table} t
      where s.import_id = :importId and s.layer = '${table}' and t.source = :source and t.source_id = s.source_id`,
      { importId, source },
    )
}

export type AreaRow = { id: string; level: string; parentId: string | null; parentCountyId: string | null }

/** One row a staged area with its parent: the one it names by id or code, else the smallest area of a higher level around it. */
export const stagedAreaRows = (db: Database, importId: string) =>
  rows<AreaRow>(
    db,
    /* sql */ `
    with everything as (${ALL_AREAS})
    select s.id, s.properties ->> 'level' as level, parent.id as "parentId",
      case when parent.is_staged then null else parent.county_id end as "parentCountyId"
    from import_staging s
    left join lateral (
      select e.id, e.county_id, e.is_staged from everything e
      where e.id <> s.id and ${RANK('e.level')} < ${RANK("s.properties ->> 'level'")} and (
        s.properties ->> 'parentSourceId' in (e.source_id, e.code)
        or e.geom && s.geom and ST_Covers(e.geom, ST_PointOnSurface(s.geom)))
      order by coalesce(s.properties ->> 'parentSourceId' in (e.source_id, e.code), false) desc, e.is_staged desc,
        ${RANK('e.level')} desc, ST_Area(e.geom), e.source_id limit 1) parent on true
    where s.import_id = :importId and s.layer = 'areas'
    order by s.ordinal`,
    { importId },
  )

export const storeAreaParents = (
  db: Database,
  importId: string,
  areas: readonly { id: string; parentId: string | null; countyId: string }[],
) =>
  rows(
    db,
    /* sql */ `
    update import_staging s set parent_id = a."parentId", county_id = a."countyId"
    from jsonb_to_recordset(:areas::jsonb) as a(id uuid, "parentId" uuid, "countyId" uuid)
    where s.import_id = :importId and s.layer = 'areas' and s.id = a.id`,
    { importId, areas: JSON.stringify(areas) },
  )

/** How many records need a community, and how many communities there will be. */
export const countUnplaced = (db: Database, importId: string) =>
  oneRow<{ records: number; communities: number }>(
    db,
    /* sql */ `
    with everything as (${ALL_AREAS})
    select (select count(*)::int from everything where level = 'community') as communities,
      (select count(*)::int from import_staging where import_id = :importId and layer <> 'areas') as records`,
    { importId },
  )

/** Buildings, units, workers and incidents lie in the community that covers a point of them; on a border the lowest code. */
export const placeInCommunities = (db: Database, importId: string) =>
  rows(
    db,
    /* sql */ `
    with everything as (${ALL_AREAS})
    update import_staging s set community_id = home.id, county_id = home.county_id
    from (
      select distinct on (b.ordinal) b.ordinal, c.id, c.county_id
      from everything c
      join import_staging b on b.import_id = :importId and b.geom && c.geom
        and b.layer in ('buildings', 'units', 'workers', 'incidents')
      where c.level = 'community' and ST_Covers(c.geom, ST_PointOnSurface(b.geom))
      order by b.ordinal, c.code, c.source_id) home
    where s.import_id = :importId and s.ordinal = home.ordinal`,
    { importId },
  )

/** A barrier belongs to the county of the first community it touches. */
export const placeBarriers = (db: Database, importId: string) =>
  rows(
    db,
    /* sql */ `
    with everything as (${ALL_AREAS})
    update import_staging s set county_id = home.county_id
    from (
      select distinct on (b.ordinal) b.ordinal, c.county_id
      from everything c
      join import_staging b on b.import_id = :importId and b.layer = 'barriers' and b.geom && c.geom
      where c.level = 'community' and ST_Intersects(c.geom, b.geom)
      order by b.ordinal, c.code, c.source_id) home
    where s.import_id = :importId and s.ordinal = home.ordinal`,
    { importId },
  )

/** Takes records without a county out of staging, at most `limit`; one row each, with a point of it. */
export const dropUnplaced = (db: Database, importId: string, limit: number) =>
  rows<{ layer: string; sourceId: string; place: Geometry }>(
    db,
    /* sql */ `
    delete from import_staging where import_id = :importId and ordinal in (
      select ordinal from import_staging where import_id = :importId and county_id is null
      order by ordinal limit :limit)
    returning layer, source_id as "sourceId", ST_AsGeoJSON(ST_PointOnSurface(geom), 7)::jsonb as place`,
    { importId, limit },
  )
