import { table } from '../tables.ts'
import { type Judged, middle, type Rounds } from './judge-ratios.ts'
import { CASE_NAMES, type CaseName } from './serve-case.ts'
import { SUBJECTS, type SubjectKey } from './subjects.ts'

/** Mean bytes of a tile, by who made it. */
export type TileBytes = { plainSql: number; bestSql: number; ours: number; oursGzip: number }

const NONE = '–'

/** Answers a second: one row a case, one column a subject. */
export function speedTable(rounds: Rounds): string {
  const keys = Object.keys(SUBJECTS) as SubjectKey[]
  const rows = measured(rounds).map((name) => [
    titleOf(name),
    ...keys.map((key) => {
      const perSecond = middle(rounds[name]?.[key])
      return perSecond === undefined ? NONE : perSecondText(perSecond)
    }),
  ])
  return table(['answers a second', ...keys.map((key) => SUBJECTS[key])], rows)
}

export function bytesTable(bytes: Partial<Record<CaseName, TileBytes>>): string {
  const rows = CASE_NAMES.flatMap((name) => {
    const sizes = bytes[name]
    if (!sizes) return []
    const { plainSql, bestSql, ours, oursGzip } = sizes
    return [[titleOf(name), ...[plainSql, bestSql, ours, oursGzip].map((size) => (size / 1000).toFixed(1))]]
  })
  return table(['kB a tile', SUBJECTS.plainSql, SUBJECTS.bestSql, 'wangge', 'wangge, gzip'], rows)
}

export function ratioTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ what, least, isMore, ratio, isReached }) => [
    what,
    `${isMore ? '>' : '≥'} ${least}`,
    ratio.toFixed(2),
    isReached ? 'reached' : 'not reached',
  ])
  return table(['ratio', 'must be', 'is', ''], rows)
}

const measured = (rounds: Rounds) => CASE_NAMES.filter((name) => rounds[name] !== undefined)

const titleOf = (name: CaseName) => name.replace('-', ' ')

const perSecondText = (perSecond: number) =>
  perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en')
