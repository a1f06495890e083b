import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../platform/database.ts'
import { ruleViolation } from '../../platform/errors.ts'
import { cancelled } from '../../platform/jobs.ts'
import { recordChange } from '../../platform/record-change.ts'
import { checkCoverage } from './check-coverage.ts'
import { estimateStagedHouseholds } from './estimate-staged-households.ts'
import { guardStagedCrs } from './guard-staged-crs.ts'
import type { ImportReport } from './import-report.ts'
import { asLongStatement } from './long-statement.ts'
import { placeStagedRecords } from './place-staged-records.ts'
import { type Outline, provideCommunity } from './provide-community.ts'
import { type Finding, type ReadRecord, type StagedRecord, stageRecord } from './stage-record.ts'
import {
  analyzeTables,
  discardAbandoned,
  discardImport,
  finishImport,
  firstFinding,
  insertFindings,
  insertImport,
  stageChunk,
} from './staging-queries.ts'
import { storeStagedUnits } from './store-staged-units.ts'
import { swapStaged } from './swap-queries.ts'
import { validateStaged } from './validate-staged.ts'

export type ImportOptions = {
  /** Names the data set: a feature is known again by (source, its id in the source). */
  source: string
  fileName: string
  format: string
  crs: string
  actor: string
  jobId?: string
  isFictional?: boolean
  /** Known households of all buildings together: estimates are scaled to it. */
  householdsTotal?: number
  /** What stands for a community where the source brings none. */
  outline?: Outline
  /** The coordinate system is beyond doubt (OpenStreetMap), or the user insists on it. */
  isCrsCertain?: boolean
  onProgress?: (share: number, step: ImportStep) => Promise<void>
  /** 0…1 of the input read so far; the reader knows. */
  shareRead?: () => number
  isCancelled?: () => boolean
}
export type ImportStep = 'import.read' | 'import.validate' | 'import.place' | 'import.store'

const CHUNK_RECORDS = 500
const CHUNK_CHARACTERS = 2_000_000

/**
 * Takes records in: staged in small transactions, validated and repaired in the database, placed in their communities,
 * then stored in one short transaction. A run that fails or is cancelled leaves nothing behind; the same records
 * twice change nothing.
 */
export async function importRecords(
  db: Database,
  records: AsyncIterable<ReadRecord> | Iterable<ReadRecord>,
  options: ImportOptions,
): Promise<ImportReport> {
  const importId = uuidv7()
  if (options.jobId) await discardAbandoned(db, { jobId: options.jobId })
  await insertImport(db, importId, options)
  const step = async (share: number, name: ImportStep) => {
    if (options.isCancelled?.()) throw cancelled()
    await options.onProgress?.(share, name)
  }
  try {
    const read = await stageAll(db, importId, records, { options, step })
    if (Object.keys(read).length === 0) throw await nothingToImport(db, importId, options)
    // A drawn outline is checked like any area; an extent is taken of what the checks have left.
    if (options.outline?.kind === 'drawn') await provideCommunity(db, importId, options.outline, read)
    await step(0.5, 'import.validate')
    await asLongStatement(db, analyzeTables)
    if (!options.isCrsCertain) await guardStagedCrs(db, importId, options)
    await validateStaged(db, importId)
    if (options.outline?.kind === 'extent') await provideCommunity(db, importId, options.outline, read)
    await step(0.6, 'import.place')
    await placeStagedRecords(db, importId, options.source)
    if (read.areas) await checkCoverage(db, importId)
    await estimateStagedHouseholds(db, importId, options.householdsTotal)
    await step(0.8, 'import.store')
    const report = await asLongStatement(db, async (trx) => {
      const stored = await swapStaged(trx, importId, options)
      if (read.units) stored.units = await storeStagedUnits(trx, importId, options.actor)
      const finished = await finishImport(trx, importId, read, stored)
      await recordChange(trx, {
        actor: options.actor,
        action: 'stored',
        entity: 'import',
        entityId: importId,
        facts: { source: options.source, layers: finished.layers },
      })
      return { ...finished, format: options.format }
    })
    await step(1, 'import.store').catch(() => {})
    return report
  } catch (error) {
    await discardImport(db, importId)
    throw error
  }
}

/** The first rejection says more than that there were some. */
async function nothingToImport(db: Database, importId: string, { fileName }: ImportOptions) {
  const [first] = await firstFinding(db, importId)
  const reason = first ? ` ${first.subject}: ${first.message}` : ''
  return ruleViolation('records-needed', `${fileName} holds nothing that can be imported.${reason}`, {
    import: importId,
    remedy: `GET /api/imports/${importId}/findings says why each feature was rejected.`,
  })
}

type Staging = { options: ImportOptions; step: (share: number, name: ImportStep) => Promise<void> }

/** Stages everything in chunks; answers how many records of each layer were read. */
async function stageAll(
  db: Database,
  importId: string,
  records: AsyncIterable<ReadRecord> | Iterable<ReadRecord>,
  { options, step }: Staging,
): Promise<Record<string, number>> {
  const read: Record<string, number> = {}
  let chunk: StagedRecord[] = []
  let findings: Finding[] = []
  let characters = 0
  const flush = async () => {
    await stageOrBisect(db, importId, chunk, findings)
    await insertFindings(db, importId, findings)
    chunk = []
    findings = []
    characters = 0
    await step(0.5 * (options.shareRead?.() ?? 0), 'import.read')
  }
  let ordinal = 0
  for await (const record of records) {
    const { staged, findings: found } = stageRecord(record, ordinal++)
    findings.push(...found)
    if (staged) {
      read[staged.layer] = (read[staged.layer] ?? 0) + 1
      chunk.push(staged)
      characters += staged.geometry.length
    }
    if (chunk.length + findings.length >= CHUNK_RECORDS || characters >= CHUNK_CHARACTERS) await flush()
  }
  await flush()
  return read
}

/** One geometry the database cannot read must not take its chunk along: halves are tried until it stands alone. */
async function stageOrBisect(db: Database, importId: string, chunk: StagedRecord[], findings: Finding[]) {
  if (chunk.length === 0) return
  try {
    await stageChunk(db, importId, chunk)
  } catch (error) {
    const [only] = chunk
    if (chunk.length === 1 && only) {
      findings.push({
        rule: 'unreadable-geometry',
        severity: 'error',
        layer: only.layer,
        subject: only.sourceId,
        message: `The database cannot read the geometry: ${error instanceof Error ? error.message.split(' - ').at(-1) : error}`,
      })
      return
    }
    const middle = chunk.length >> 1
    await stageOrBisect(db, importId, chunk.slice(0, middle), findings)
    await stageOrBisect(db, importId, chunk.slice(middle), findings)
  }
}
