/** SQL of the staging area: in, out, and what was found on the way. */
import { type Database, rows } from '../../platform/database.ts'
import type { ImportReport, LayerCounts } from './import-report.ts'
import type { Finding, StagedRecord } from './stage-record.ts'

export const insertImport = (
  db: Database,
  importId: string,
  about: { source: string; fileName: string; format: string; crs: string; jobId?: string },
) =>
  rows(
    db,
    /* sql */ `insert into imports (id, job_id, source, file_name, format, crs) values (?, ?, ?, ?, ?, ?)`,
    [importId, about.jobId ?? null, about.source, about.fileName, about.format, about.crs],
  )

/** Stages one chunk as one JSON value; properties and geometries travel as texts inside it. */
export const stageChunk = (db: Database, importId: string, chunk: readonly StagedRecord[]) =>
  rows(
    db,
    /* sql */ `
    insert into import_staging (import_id, ordinal, id, layer, source_id, properties, geom)
    select ?, r.ordinal, r.id, r.layer, r."sourceId", r.properties::jsonb,
      ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326)
    from jsonb_to_recordset(?::jsonb)
      as r(ordinal int, id uuid, layer text, "sourceId" text, properties text, geometry text)`,
    [importId, JSON.stringify(chunk)],
  )

/** Appends findings after those the import already has. */
export async function insertFindings(db: Database, importId: string, findings: readonly Finding[]) {
  if (findings.length === 0) return
  await rows(
    db,
    /* sql */ `
    insert into import_findings (import_id, ordinal, rule, severity, layer, subject, message, remedy, size, place)
    select :importId, (select coalesce(max(ordinal), 0) from import_findings where import_id = :importId) + f.place_in_list,
      f.finding ->> 'rule', f.finding ->> 'severity', f.finding ->> 'layer', f.finding ->> 'subject',
      f.finding ->> 'message', f.finding ->> 'remedy', (f.finding ->> 'size')::double precision,
      ST_SetSRID(ST_GeomFromGeoJSON(f.finding ->> 'place'), 4326)
    from jsonb_array_elements(:findings::jsonb) with ordinality as f(finding, place_in_list)`,
    { importId, findings: JSON.stringify(findings) },
  )
}

/** At most one row: the first thing found. */
export const firstFinding = (db: Database, importId: string) =>
  rows<{ subject: string; message: string }>(
    db,
    /* sql */ `select subject, message from import_findings where import_id = ? order by ordinal limit 1`,
    [importId],
  )

/** Marks the import as done, empties its staging and answers the counts of each layer. */
export async function finishImport(
  trx: Database,
  importId: string,
  read: Record<string, number>,
  stored: Record<string, { added: number; changed: number }>,
): Promise<Omit<ImportReport, 'format'>> {
  const staged = await rows<{ layer: string; count: number }>(
    trx,
    /* sql */ `select layer, count(*)::int as count from import_staging where import_id = ? group by layer`,
    [importId],
  )
  const found = await rows<{ layer: string; repaired: number }>(
    trx,
    /* sql */ `
    select layer, count(distinct subject)::int as repaired from import_findings
    where import_id = ? and rule in ('repaired-geometry', 'repaired-on-reading') group by layer`,
    [importId],
  )
  const counties = await rows<{ id: string }>(
    trx,
    /* sql */ `select distinct county_id as id from import_staging where import_id = ? order by 1`,
    [importId],
  )
  const layers: Record<string, LayerCounts> = {}
  for (const [layer, count] of Object.entries(read)) {
    const kept = staged.find((row) => row.layer === layer)?.count ?? 0
    const { added, changed } = stored[layer] ?? { added: 0, changed: 0 }
    layers[layer] = {
      read: count,
      added,
      changed,
      unchanged: kept - added - changed,
      repaired: found.find((row) => row.layer === layer)?.repaired ?? 0,
      rejected: count - kept,
    }
  }
  await rows(trx, /* sql */ `delete from import_staging where import_id = ?`, [importId])
  await rows(
    trx,
    /* sql */ `update imports set state = 'done', finished_at = now(), counts = ?::jsonb where id = ?`,
    [JSON.stringify(layers), importId],
  )
  const rules = await rows<{ rule: string; count: number }>(
    trx,
    /* sql */ `select rule, count(*)::int as count from import_findings where import_id = ? group by rule order by rule`,
    [importId],
  )
  return {
    importId,
    layers,
    findings: rules.reduce((sum, { count }) => sum + count, 0),
    counties: counties.map(({ id }) => id),
    rules: Object.fromEntries(rules.map(({ rule, count }) => [rule, count])),
  }
}

/** Forgets what an import staged; its row and findings stay, so that one can read why it failed. */
export async function discardImport(db: Database, importId: string) {
  await rows(db, /* sql */ `delete from import_staging where import_id = ?`, [importId])
  await rows(db, /* sql */ `update imports set state = 'failed', finished_at = now() where id = ?`, [
    importId,
  ])
}

/**
 * What a stopped process left in staging is discarded: at a start, `all` where no other process can be importing (the embedded engine), else what
 * no running job stands behind; and before a job runs again, what its last run left.
 */
export async function discardAbandoned(db: Database, which: { all: boolean } | { jobId: string }) {
  const condition =
    'jobId' in which
      ? /* sql */ `i.job_id = :jobId`
      : /* sql */ `:all or case when j.id is null then i.created_at < now() - interval '1 day' else j.state <> 'running' end`
  const abandoned = /* sql */ `
    select i.id from imports i left join jobs j on j.id = i.job_id where i.state = 'staging' and (${condition})`
  await rows(db, /* sql */ `delete from import_staging where import_id in (${abandoned})`, which)
  await rows(
    db,
    /* sql */ `update imports set state = 'failed', finished_at = now() where id in (${abandoned})`,
    which,
  )
}

/**
 * Tells the planner how much there is now. Neither engine does so in time by itself, and without it the swap compares every row
 * with every other: 14,000 known records took 22 s to be found unchanged, and take 3 s. Geometry columns are left out: with
 * statistics of a single geometry the embedded PostGIS estimates 2e8 rows for one, and every spatial join then fails.
 */
export const analyzeTables = (db: Database) =>
  rows(
    db,
    /* sql */ `
    analyze import_staging (import_id, ordinal, layer, source_id), areas (id, level, code), barriers (county_id, id, kind, class),
      buildings (county_id, id, community_id)`,
  )
