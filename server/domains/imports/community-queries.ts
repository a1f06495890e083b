/** SQL for sources that bring no community. */
import type { MultiPolygon } from 'geojson'
import { type Database, oneRow, rows } from '../../platform/database.ts'

/** About 50 m, so that no house stands on the edge. */
const MARGIN_DEGREES = 0.0005

/**
 * How many communities there will be, and the ground that is staged: ready-made units together, else the box of the buildings, else of everything.
 */
export const communitiesAndExtent = (db: Database, importId: string) =>
  oneRow<{ communities: number; last: number; extent: MultiPolygon | null }>(
    db,
    /* sql */ `
    with staged as (select layer, geom from import_staging where import_id = :importId and layer <> 'areas'),
    units as (select ST_ReducePrecision(ST_Union(geom), 1e-7) as geom from staged where layer = 'units'),
    box as (
      select ST_Expand(ST_Envelope(ST_Extent(geom)::geometry), ${MARGIN_DEGREES}) as geom from staged
      where layer = 'buildings' or not exists (select from staged where layer = 'buildings'))
    select
      (select count(*)::int from areas where level = 'community')
        + (select count(*)::int from import_staging
           where import_id = :importId and layer = 'areas' and properties ->> 'level' = 'community') as communities,
      (select coalesce(max(ordinal), -1)::int from import_staging where import_id = :importId) as last,
      (select ST_AsGeoJSON(ST_Multi(coalesce(units.geom, box.geom)), 7)::jsonb from units, box) as extent`,
    { importId },
  )

/** Ids of the communities of counties. */
export async function communitiesOfCounties(db: Database, countyIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    /* sql */ `
    select id from areas where level = 'community' and county_id in (select jsonb_array_elements_text(?::jsonb)::uuid)
    order by id`,
    [JSON.stringify(countyIds)],
  )
  return found.map(({ id }) => id)
}
