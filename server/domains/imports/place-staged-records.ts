import type { Database } from '../../platform/database.ts'
import { ruleViolation } from '../../platform/errors.ts'
import { asLongStatement } from './long-statement.ts'
import {
  type AreaRow,
  adoptKnownIds,
  countUnplaced,
  dropUnplaced,
  placeBarriers,
  placeInCommunities,
  stagedAreaRows,
  storeAreaParents,
} from './place-queries.ts'
import { insertFindings } from './staging-queries.ts'

/**
 * Gives every staged record its place: known features their id, areas their parent and county, buildings, workers and
 * incidents their community, barriers their county. What lies outside every community is listed and left out.
 */
export async function placeStagedRecords(db: Database, importId: string, source: string): Promise<void> {
  await asLongStatement(db, (trx) => adoptKnownIds(trx, importId, source))
  const areas = await asLongStatement(db, (trx) => stagedAreaRows(trx, importId))
  await storeAreaParents(db, importId, withCounties(areas))
  const waiting = await countUnplaced(db, importId)
  if (waiting.records > 0 && waiting.communities === 0)
    throw ruleViolation(
      'areas-needed',
      `${waiting.records} records lie in no community, because there is none yet.`,
      { remedy: 'Import areas of level community first, or give an outline to make one of.' },
    )
  await asLongStatement(db, (trx) => placeInCommunities(trx, importId))
  await asLongStatement(db, (trx) => placeBarriers(trx, importId))
  for (;;) {
    const dropped = await dropUnplaced(db, importId, 1000)
    await insertFindings(
      db,
      importId,
      dropped.map(({ layer, sourceId, place }) => ({
        rule: 'outside-every-community',
        severity: 'warning',
        layer,
        subject: sourceId,
        message: 'It lies outside every community.',
        place,
      })),
    )
    if (dropped.length < 1000) return
  }
}

/** The county of an area: the nearest ancestor-or-self of level county, else the topmost ancestor. */
function withCounties(areas: readonly AreaRow[]) {
  const byId = new Map(areas.map((area) => [area.id, area]))
  const countyOf = (area: AreaRow): string => {
    let topmost = area
    for (let steps = 0; steps < 10; steps++) {
      if (topmost.level === 'county') return topmost.id
      const parent = topmost.parentId ? byId.get(topmost.parentId) : undefined
      // A stored parent knows its own county already.
      if (!parent) return topmost.parentCountyId ?? topmost.id
      topmost = parent
    }
    return topmost.id
  }
  return areas.map((area) => ({ id: area.id, parentId: area.parentId, countyId: countyOf(area) }))
}
