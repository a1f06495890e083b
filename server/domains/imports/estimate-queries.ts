/** SQL of estimating households: what is known of staged buildings, and the estimates back. */
import { type Database, oneRow, rows } from '../../platform/database.ts'

/** One row a building without known households after `after`, in order. */
export const stagedBuildings = (db: Database, importId: string, after: number, limit: number) =>
  rows<{ ordinal: number; use: string; levels: number | null; footprintSquareMeters: number }>(
    db,
    /* sql */ `
    select ordinal, coalesce(properties ->> 'use', 'unknown') as use, (properties ->> 'levels')::int as levels,
      ST_Area(geom::geography) as "footprintSquareMeters"
    from import_staging
    where import_id = ? and layer = 'buildings' and properties ->> 'households' is null and ordinal > ?
    order by ordinal limit ?`,
    [importId, after, limit],
  )

export async function knownHouseholds(db: Database, importId: string): Promise<number> {
  const { known } = await oneRow<{ known: number }>(
    db,
    /* sql */ `
    select coalesce(sum((properties ->> 'households')::bigint), 0)::bigint as known
    from import_staging where import_id = ? and layer = 'buildings'`,
    [importId],
  )
  return known
}

export const storeEstimates = (
  db: Database,
  importId: string,
  estimates: readonly { ordinal: number; households: number }[],
) =>
  rows(
    db,
    /* sql */ `
    update import_staging s
    set properties = s.properties || jsonb_build_object('households', e.households, 'isEstimated', true)
    from jsonb_to_recordset(:estimates::jsonb) as e(ordinal int, households int)
    where s.import_id = :importId and s.ordinal = e.ordinal`,
    { importId, estimates: JSON.stringify(estimates) },
  )
