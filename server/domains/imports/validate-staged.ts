import type { Database } from '../../platform/database.ts'
import { asLongStatement } from './long-statement.ts'
import type { Finding } from './stage-record.ts'
import { insertFindings } from './staging-queries.ts'
import {
  deleteStaged,
  dropDuplicates,
  findInvalid,
  type InvalidRecord,
  makeMulti,
  repairOne,
  stagedRange,
} from './validate-queries.ts'

const PAGE = 2000

/**
 * Brings every staged geometry into a state the tables accept: a repairable one is repaired and listed, an
 * unrepairable one is rejected and listed with its reason and place.
 */
export async function validateStaged(db: Database, importId: string): Promise<void> {
  await insertFindings(db, importId, await duplicatesAsFindings(db, importId))
  const last = await stagedRange(db, importId)
  for (let from = 0; from <= last; from += PAGE) {
    const range = { from, to: from + PAGE }
    const findings: Finding[] = []
    for (const invalid of await invalidIn(db, importId, range))
      findings.push(await repair(db, importId, invalid))
    await insertFindings(db, importId, findings)
    await makeMulti(db, importId, range)
  }
}

async function duplicatesAsFindings(db: Database, importId: string): Promise<Finding[]> {
  return (await asLongStatement(db, (trx) => dropDuplicates(trx, importId))).map(({ layer, sourceId }) => ({
    rule: 'duplicate-id',
    severity: 'error',
    layer,
    subject: sourceId,
    message: `The id ${sourceId} stands more than once in the source; the first one counts.`,
    remedy: 'Give every feature an id of its own.',
  }))
}

/** The invalid rows of a range; where the geometry engine fails on the range as a whole, row by row. */
async function invalidIn(
  db: Database,
  importId: string,
  range: { from: number; to: number },
): Promise<InvalidRecord[]> {
  try {
    return await findInvalid(db, importId, range)
  } catch (error) {
    if (range.to - range.from === 1)
      return [
        {
          ordinal: range.from,
          layer: 'unknown',
          sourceId: String(range.from),
          reason: String(error),
          place: null,
        },
      ]
    const middle = (range.from + range.to) >> 1
    return [
      ...(await invalidIn(db, importId, { from: range.from, to: middle })),
      ...(await invalidIn(db, importId, { from: middle, to: range.to })),
    ]
  }
}

async function repair(db: Database, importId: string, invalid: InvalidRecord): Promise<Finding> {
  const about = {
    layer: invalid.layer,
    subject: invalid.sourceId,
    ...(invalid.place ? { place: invalid.place } : {}),
  }
  // Alone, so that a failure of the geometry engine rejects this one and no other.
  const repaired = await repairOne(db, importId, invalid.ordinal).catch(() => undefined)
  if (repaired)
    return {
      ...about,
      rule: 'repaired-geometry',
      severity: 'warning',
      message: `${invalid.reason}; repaired.`,
      size: repaired.areaChangeSquareMeters,
    }
  await deleteStaged(db, importId, invalid.ordinal)
  return {
    ...about,
    rule: 'unrepairable-geometry',
    severity: 'error',
    message: `${invalid.reason}; nothing usable is left after a repair.`,
    remedy: 'Mend the geometry in its source and import it again.',
  }
}
