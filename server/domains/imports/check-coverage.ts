import type { Database } from '../../platform/database.ts'
import { type Overlap, stagedGaps, stagedOverlaps } from './coverage-queries.ts'
import { asLongStatement } from './long-statement.ts'
import type { Finding } from './stage-record.ts'
import { insertFindings } from './staging-queries.ts'

/** A gap below a hectare is a drawing error; a larger one may be an exclave of somebody else. */
const SLIVER_SQUARE_METERS = 10_000
/** Below a square metre boundaries meet as well as anybody draws them. */
const OVERLAP_SQUARE_METERS = 1
const MOST_NAMES = 5

/**
 * Lists where areas of one level overlap and where they leave gaps between them, with the size and the place of each. Nothing is changed:
 * which of two neighbours is right, the map does not say.
 */
export async function checkCoverage(db: Database, importId: string): Promise<void> {
  const findings = await asLongStatement(db, async (trx) => {
    const overlaps = await stagedOverlaps(trx, importId)
    const gaps = await stagedGaps(trx, importId)
    return [...overlaps.map(overlapFinding), ...gaps.map(gapFinding)]
  })
  await insertFindings(db, importId, findings)
}

const overlapFinding = ({ a, b, aName, bName, squareMeters, place }: Overlap): Finding => ({
  rule: squareMeters > OVERLAP_SQUARE_METERS ? 'areas-overlap' : 'areas-overlap-slightly',
  severity: squareMeters > OVERLAP_SQUARE_METERS ? 'warning' : 'info',
  layer: 'areas',
  subject: `${a} ${b}`,
  message: `${aName} and ${bName} overlap by ${rounded(squareMeters)} m².`,
  remedy: 'Mend the boundary in the source. Until then the area with the lower code answers there.',
  size: squareMeters,
  place,
})

function gapFinding(gap: Awaited<ReturnType<typeof stagedGaps>>[number]): Finding {
  const isSliver = gap.squareMeters < SLIVER_SQUARE_METERS
  const names = gap.neighbours.slice(0, MOST_NAMES).join(', ')
  return {
    rule: isSliver ? 'sliver-between-areas' : 'gap-between-areas',
    severity: isSliver ? 'warning' : 'info',
    layer: 'areas',
    subject: gap.neighbours.slice(0, MOST_NAMES).join(' '),
    message: `${rounded(gap.squareMeters)} m² between ${names} belong to no area of level ${gap.level}.`,
    remedy: 'Mend the boundary in the source, if the ground belongs to one of them.',
    size: gap.squareMeters,
    place: gap.place,
  }
}

const rounded = (squareMeters: number) =>
  squareMeters < 10 ? squareMeters.toFixed(2) : Math.round(squareMeters)
