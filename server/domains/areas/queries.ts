import { type Database, rows } from '../../platform/database.ts'
import type { Area, AreaListQuery } from './schemas.ts'

const AREA_COLUMNS = /* sql */ `id, parent_id as parent, county_id as county, level, code, name,
  name_en as "nameEn", is_fictional as "isFictional", area_square_meters as "areaSquareMeters",
  array[ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)] as bbox,
  (select array[ST_X(p), ST_Y(p)] from (select ST_PointOnSurface(geom) as p) label) as "labelPoint"`

/** One row: an area with its box, by id. */
export async function findArea(db: Database, id: string): Promise<Area | undefined> {
  const [area] = await rows<Area>(db, /* sql */ `select ${AREA_COLUMNS} from areas where id = ?`, [id])
  return area
}

/** One row an area, by id; `limit + 1` rows at most, so that the caller sees whether there are more. */
export const listAreas = (db: Database, query: AreaListQuery & { limit: number }): Promise<Area[]> =>
  rows<Area>(
    db,
    /* sql */ `
    select ${AREA_COLUMNS} from areas
    where (:level::text is null or level = :level)
      and (:parent::uuid is null or parent_id = :parent)
      and (:after::uuid is null or id > :after)
    order by id limit :limit`,
    {
      level: query.level ?? null,
      parent: query.parent ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
    },
  )
