import {
  CRS_HYPOTHESES,
  type CrsHypothesis,
  hypotheticalPoints,
  judgeCrs,
} from '../../algorithms/geometry/crs/crs-guard.ts'
import type { Database } from '../../platform/database.ts'
import { ruleViolation } from '../../platform/errors.ts'
import { liesInAreas, sampleStaged } from './guard-queries.ts'

const MOST_POINTS = 400
const ANSWER: Partial<Record<CrsHypothesis, { is: string; remedy: string }>> = {
  gcj02: { is: 'GCJ-02 (AMap, Tencent)', remedy: 'Declare it: crs gcj02.' },
  bd09: { is: 'BD-09 (Baidu)', remedy: 'Declare it: crs bd09.' },
  swapped: { is: 'latitude first', remedy: 'Declare it: axes yx.' },
}

/**
 * Asks whether what is staged would lie better on the ground of the stored areas in another coordinate system: a shift of
 * 500 m puts *every* incident into a wrong grid.
 * @throws DomainError `rule-violation` naming the likely system and how to declare it
 */
export async function guardStagedCrs(
  db: Database,
  importId: string,
  { source, crs }: { source: string; crs: string },
): Promise<void> {
  const sample = await sampleStaged(db, { importId, source, most: MOST_POINTS })
  if (sample.length === 0) return
  const hypothetical = hypotheticalPoints(sample)
  const points = CRS_HYPOTHESES.flatMap((hypothesis) => hypothetical[hypothesis])
  const inside = await liesInAreas(db, { importId, source, points })
  const outside = Object.fromEntries(
    CRS_HYPOTHESES.map((hypothesis, index) => [
      hypothesis,
      inside.slice(index * sample.length, (index + 1) * sample.length).filter((isInside) => !isInside).length,
    ]),
  ) as Record<(typeof CRS_HYPOTHESES)[number], number>
  const likely = judgeCrs(outside, sample.length)
  const answer = ANSWER[likely]
  if (!answer || likely === 'none' || likely === 'elsewhere') return
  throw ruleViolation(
    'crs-guard',
    `As ${crs}, ${outside.none} of ${sample.length} sampled corners lie outside the known areas; if the coordinates were ${answer.is}, ${outside[likely]} would.`,
    {
      field: 'crs',
      likely,
      outside,
      sampled: sample.length,
      remedy: `${answer.remedy} If they are right as they are, import with ignoreCrsGuard.`,
    },
  )
}
