/** Imports as they are read: what was done, and what was found. */
import { type Database, rows } from '../../platform/database.ts'
import type { FindingQuery, Import, ImportFinding } from './schemas.ts'

const TIME = (column: string) =>
  /* sql */ `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const IMPORT_COLUMNS = /* sql */ `id, job_id as job, source, file_name as "fileName", format, crs, state, counts,
  (select count(*)::int from import_findings f where f.import_id = imports.id) as findings,
  ${TIME('created_at')} as "createdAt", ${TIME('finished_at')} as "finishedAt"`

export async function findImport(db: Database, id: string): Promise<Import | undefined> {
  const [found] = await rows<Import>(db, /* sql */ `select ${IMPORT_COLUMNS} from imports where id = ?`, [id])
  return found
}

/** One row an import, newest first; `limit + 1` at most, so that the caller sees whether there are more. */
export const listImports = (db: Database, query: { limit: number; cursor?: string }): Promise<Import[]> =>
  rows<Import>(
    db,
    /* sql */ `
    select ${IMPORT_COLUMNS} from imports where (:cursor::uuid is null or id < :cursor)
    order by id desc limit :limit`,
    { cursor: query.cursor ?? null, limit: query.limit + 1 },
  )

/** One row a finding, in the order they were made; `limit + 1` at most. */
export const listFindings = (
  db: Database,
  importId: string,
  query: FindingQuery & { limit: number },
): Promise<ImportFinding[]> =>
  rows<ImportFinding>(
    db,
    /* sql */ `
    select ordinal, rule, severity, layer, subject, message, remedy, size, ST_AsGeoJSON(place, 7)::jsonb as place
    from import_findings
    where import_id = :importId and (:after::int is null or ordinal > :after) and (:rule::text is null or rule = :rule)
    order by ordinal limit :limit`,
    { importId, after: query.after ?? null, rule: query.rule ?? null, limit: query.limit + 1 },
  )
