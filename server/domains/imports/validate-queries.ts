/** SQL that finds and repairs invalid staged geometries. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'

export type InvalidRecord = {
  ordinal: number
  layer: string
  sourceId: string
  reason: string
  place: Geometry | null
}
type Range = { from: number; to: number }

/** The highest staged ordinal, or −1. */
export async function stagedRange(db: Database, importId: string): Promise<number> {
  const [row] = await rows<{ last: number }>(
    db,
    /* sql */ `select coalesce(max(ordinal), -1) as last from import_staging where import_id = ?`,
    [importId],
  )
  return row?.last ?? -1
}

/** One row a record that was dropped because an earlier one has its id. */
export const dropDuplicates = (db: Database, importId: string) =>
  rows<{ layer: string; sourceId: string }>(
    db,
    /* sql */ `
    delete from import_staging s using (
      select ordinal, row_number() over (partition by layer, source_id order by ordinal) as copy
      from import_staging where import_id = :importId) d
    where s.import_id = :importId and s.ordinal = d.ordinal and d.copy > 1
    returning s.layer, s.source_id as "sourceId"`,
    { importId },
  )

/** One row an invalid geometry in [from, to), with the reason and where. */
export const findInvalid = (db: Database, importId: string, range: Range) =>
  rows<InvalidRecord>(
    db,
    /* sql */ `
    select ordinal, layer, source_id as "sourceId", ST_IsValidReason(geom) as reason,
      ST_AsGeoJSON((ST_IsValidDetail(geom)).location)::jsonb as place
    from import_staging
    where import_id = :importId and ordinal >= :from and ordinal < :to and not ST_IsValid(geom)
    order by ordinal`,
    { importId, ...range },
  )

/** Repairs one geometry, keeping its dimension and the 1e-7° grid; no row when nothing is left. */
export async function repairOne(db: Database, importId: string, ordinal: number) {
  const [row] = await rows<{ areaChangeSquareMeters: number }>(
    db,
    /* sql */ `
    update import_staging s set geom = r.geom
    from (
      select ordinal, before, ST_CollectionExtract(ST_ReducePrecision(ST_MakeValid(before), 1e-7), dimension) as geom
      from (
        select ordinal, geom as before, ST_Dimension(geom) + 1 as dimension from import_staging
        where import_id = :importId and ordinal = :ordinal) one) r
    where s.import_id = :importId and s.ordinal = r.ordinal and not ST_IsEmpty(r.geom) and ST_IsValid(r.geom)
    returning abs(ST_Area(s.geom::geography) - ST_Area(r.before::geography)) as "areaChangeSquareMeters"`,
    { importId, ordinal },
  )
  return row
}

export const deleteStaged = (db: Database, importId: string, ordinal: number) =>
  rows(db, /* sql */ `delete from import_staging where import_id = ? and ordinal = ?`, [importId, ordinal])

/** The polygon layers hold MultiPolygons. */
export const makeMulti = (db: Database, importId: string, range: Range) =>
  rows(
    db,
    /* sql */ `
    update import_staging set geom = ST_Multi(geom)
    where import_id = :importId and ordinal >= :from and ordinal < :to
      and layer in ('areas', 'buildings', 'units') and GeometryType(geom) = 'POLYGON'`,
    { importId, ...range },
  )
