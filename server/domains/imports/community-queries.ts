/** SQL for sources that bring no community. */
import type { Polygon } from 'geojson'
import { type Database, oneRow, rows } from '../../platform/database.ts'

/** About 50 m, so that no house stands on the edge. */
const MARGIN_DEGREES = 0.0005

/** How many communities there will be, and the box of what is staged: of the buildings, where there are some. */
export const communitiesAndExtent = (db: Database, importId: string) =>
  oneRow<{ communities: number; last: number; extent: Polygon | null }>(
    db,
    /* sql */ `
    with ground as (
      select geom from import_staging where import_id = :importId and layer <> 'areas' and (layer = 'buildings'
        or not exists (select from import_staging where import_id = :importId and layer = 'buildings')))
    select
      (select count(*)::int from areas where level = 'community')
        + (select count(*)::int from import_staging
           where import_id = :importId and layer = 'areas' and properties ->> 'level' = 'community') as communities,
      (select coalesce(max(ordinal), -1)::int from import_staging where import_id = :importId) as last,
      (select ST_AsGeoJSON(ST_Expand(ST_Envelope(ST_Extent(geom)::geometry), ${MARGIN_DEGREES}), 7)::jsonb from ground) as extent`,
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
