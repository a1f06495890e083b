import { type Database, oneRow } from '../../platform/database.ts'

/**
 * Where the areas lie (west, south, east, north; the whole map when there are none) and whom to name for them:
 * a map of the demo says that it is fictional.
 */
export async function groundOf(
  db: Database,
): Promise<{ bounds: [number, number, number, number]; attribution: string | null }> {
  const { bounds, isFictional, isOpenStreetMap } = await oneRow<{
    bounds: [number, number, number, number] | null
    isFictional: boolean | null
    isOpenStreetMap: boolean | null
  }>(
    db,
    /* sql */ `
    select
      case when ST_Extent(geom) is null then null else array[ST_XMin(ST_Extent(geom)), ST_YMin(ST_Extent(geom)),
        ST_XMax(ST_Extent(geom)), ST_YMax(ST_Extent(geom))] end as bounds,
      bool_or(is_fictional) as "isFictional",
      bool_or(source like 'osm%') as "isOpenStreetMap"
    from areas where parent_id is null`,
  )
  const credits = [
    ...(isFictional ? ['虚构演示数据 Fictional demo data'] : []),
    ...(isOpenStreetMap ? ['© OpenStreetMap contributors'] : []),
  ]
  return { bounds: bounds ?? [-180, -85.051129, 180, 85.051129], attribution: credits.join(' · ') || null }
}
