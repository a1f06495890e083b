import { median } from '../tables.ts'
import type { CaseName } from './serve-case.ts'
import { SUBJECTS, type SubjectKey } from './subjects.ts'

/** Answers a second of every round. */
export type Rounds = Partial<Record<CaseName, Partial<Record<SubjectKey, readonly number[]>>>>
/** A ratio that is promised. */
export type Judged = { what: string; least: number; isMore: boolean; ratio: number; isReached: boolean }

type Must = {
  ours: SubjectKey
  /** Of several the fastest counts: it is the harder one. */
  theirs: readonly SubjectKey[]
  cases: readonly CaseName[]
  least: number
  /** More than `least`, not as much. */
  isMore?: boolean
}

const Z12 = ['polygons-z12', 'points-z12'] as const
const Z14 = ['polygons-z14', 'points-z14'] as const

const MUSTS: readonly Must[] = [
  { ours: 'uncached', theirs: ['bestSql'], cases: ['polygons-z12'], least: 0.9 },
  { ours: 'uncached', theirs: ['plainRoute'], cases: ['polygons-z12'], least: 1.3 },
  { ours: 'uncached', theirs: ['plainSql', 'plainPrepared'], cases: ['points-z12'], least: 5 },
  { ours: 'kept', theirs: ['nginx'], cases: Z12, least: 0.9 },
  { ours: 'keptGzip', theirs: ['nginxGzip'], cases: Z12, least: 0.9 },
  { ours: 'kept', theirs: ['nginx'], cases: Z14, least: 0.5 },
  { ours: 'keptGzip', theirs: ['nginxGzip'], cases: Z14, least: 0.5 },
  { ours: 'unchanged', theirs: ['nginx'], cases: Z12, least: 1, isMore: true },
]

/** The promised ratios of what was measured: medians over the rounds, one by the other. */
export function judgeRatios(rounds: Rounds): Judged[] {
  return MUSTS.flatMap((must) => must.cases.flatMap((name) => judge(must, name, rounds[name])))
}

function judge(
  { ours, theirs, least, isMore = false }: Must,
  name: CaseName,
  figures: Rounds[CaseName],
): Judged[] {
  const mine = middle(figures?.[ours])
  const others = theirs.flatMap((key) => {
    const perSecond = middle(figures?.[key])
    return perSecond === undefined ? [] : [{ key, perSecond }]
  })
  const fastest = others.sort((a, b) => b.perSecond - a.perSecond)[0]
  if (mine === undefined || !fastest) return []
  const ratio = mine / fastest.perSecond
  const what = `${name.replace('-', ' ')}: ${SUBJECTS[ours]} / ${SUBJECTS[fastest.key]}`
  return [{ what, least, isMore, ratio, isReached: isMore ? ratio > least : ratio >= least }]
}

export const middle = (perSecond: readonly number[] | undefined) =>
  perSecond && perSecond.length > 0 ? median(perSecond) : undefined
