import { estimateHouseholds } from '../../algorithms/statistics/estimate-households.ts'
import { scaleToTotal } from '../../algorithms/statistics/scale-to-total.ts'
import type { Database } from '../../platform/database.ts'
import { ruleViolation } from '../../platform/errors.ts'
import { knownHouseholds, stagedBuildings, storeEstimates } from './estimate-queries.ts'

const PAGE = 5000

/**
 * Estimates the households of staged buildings that do not know them, by use, levels and footprint; scaled so that
 * all buildings together have `total` when it is given.
 *
 * @throws DomainError `rule-violation` when the known households alone exceed the total
 */
export async function estimateStagedHouseholds(
  db: Database,
  importId: string,
  total: number | undefined,
): Promise<void> {
  const ordinals: number[] = []
  const estimates: number[] = []
  for (let after = -1; ; ) {
    const page = await stagedBuildings(db, importId, after, PAGE)
    for (const { ordinal, use, levels, footprintSquareMeters } of page) {
      ordinals.push(ordinal)
      estimates.push(estimateHouseholds({ use, levels: levels ?? undefined, footprintSquareMeters }))
    }
    if (page.length < PAGE) break
    after = ordinals.at(-1) ?? after
  }
  const scaled = total === undefined ? estimates : await scaledEstimates(db, importId, { estimates, total })
  for (let start = 0; start < ordinals.length; start += PAGE) {
    const page = ordinals.slice(start, start + PAGE).map((ordinal, index) => ({
      ordinal,
      households: scaled[start + index] ?? 0,
    }))
    await storeEstimates(db, importId, page)
  }
}

async function scaledEstimates(
  db: Database,
  importId: string,
  { estimates, total }: { estimates: number[]; total: number },
): Promise<ArrayLike<number>> {
  const known = await knownHouseholds(db, importId)
  if (known > total)
    throw ruleViolation(
      'households-total',
      `The buildings' known households are ${known}, more than the total of ${total}.`,
      { field: 'householdsTotal', known, total },
    )
  if (total > known && !estimates.some((estimate) => estimate > 0))
    throw ruleViolation(
      'households-total',
      `${total - known} households are to be shared out and no building of the file is a dwelling.`,
      { field: 'householdsTotal', known, total },
    )
  return scaleToTotal(estimates, total - known)
}
