import type { Bound, Expression, InstantLiteral, Operator } from '../../../algorithms/cql2/expression.ts'
import { firstMoment, lastMoment } from '../../../algorithms/cql2/temporal-literal.ts'
import { type ComparisonOperator, comparisonSql } from './comparison-sql.ts'
import { assertType, type FilterContext, type Operand } from './context.ts'

export type TemporalOperator = Extract<Operator, `t_${string}`>

/** Between two instants a relation is a comparison. */
const OF_INSTANTS: Partial<Record<TemporalOperator, ComparisonOperator>> = {
  t_after: '>',
  t_before: '<',
  t_disjoint: '<>',
  t_equals: '=',
  t_intersects: '=',
}

/** The relations of OWL-Time over closed intervals, a from `as` to `ae` and b from `bs` to `be`. */
const OF_INTERVALS: Record<TemporalOperator, string> = {
  t_after: 'as > be',
  t_before: 'ae < bs',
  t_disjoint: 'as > be or ae < bs',
  t_equals: 'as = bs and ae = be',
  t_intersects: 'as <= be and ae >= bs',
  t_contains: 'as < bs and ae > be',
  t_during: 'as > bs and ae < be',
  t_finishedBy: 'as < bs and ae = be',
  t_finishes: 'as > bs and ae = be',
  t_meets: 'ae = bs',
  t_metBy: 'as = be',
  t_overlappedBy: 'as > bs and as < be and ae > be',
  t_overlaps: 'as < bs and ae > bs and ae < be',
  t_startedBy: 'as = bs and ae > be',
  t_starts: 'as = bs and ae < be',
}

/** How two moments or intervals lie to one another. A date is a whole day of UTC, unless dates are all there is. */
export function temporalSql(
  operator: TemporalOperator,
  [left, right]: readonly Expression[],
  context: FilterContext,
): string {
  const name = operator.toUpperCase()
  const ofInstants = OF_INSTANTS[operator]
  const areInstants = left!.kind !== 'interval' && right!.kind !== 'interval'
  if (ofInstants && areInstants)
    return comparisonSql(
      ofInstants,
      [instantOf(name, left!, context), instantOf(name, right!, context)],
      context,
    )
  const areDates = [left!, right!]
    .flatMap(boundsOf)
    .every(({ kind }) => kind === 'date' || kind === 'unbounded')
  const [as, ae, bs, be] = [left!, right!].flatMap((side) => {
    if (!ofInstants && side.kind !== 'interval')
      throw context.refuse(
        `${name} takes two intervals, but was given ${context.operand(side).shown}. For a moment use T_INTERSECTS.`,
      )
    return endsOf(name, side, areDates, context)
  })
  const ends: Record<string, string | undefined> = { as, ae, bs, be }
  return `(${OF_INTERVALS[operator].replace(/\b[ab][se]\b/g, (end) => ends[end]!)})`
}

function instantOf(name: string, expression: Expression, context: FilterContext): Operand {
  const operand = context.operand(expression)
  assertType(context, name, operand, 'timestamp', 'date')
  return operand
}

const boundsOf = (side: Expression): readonly { kind: string }[] =>
  side.kind === 'interval' ? [side.start, side.end] : [side]

/** SQL of the first and the last moment. */
function endsOf(name: string, side: Expression, areDates: boolean, context: FilterContext): [string, string] {
  const end = areDates ? firstMoment : lastMoment
  if (side.kind === 'interval')
    return [
      boundSql(name, side.start, '-infinity', firstMoment, context),
      boundSql(name, side.end, 'infinity', end, context),
    ]
  if (side.kind === 'date' || side.kind === 'timestamp')
    return [momentSql(firstMoment(side), context), momentSql(end(side), context)]
  const { sql } = instantOf(name, side, context)
  return [sql, sql]
}

function boundSql(
  name: string,
  bound: Bound,
  infinity: '-infinity' | 'infinity',
  momentOf: (instant: InstantLiteral) => string,
  context: FilterContext,
): string {
  if (bound.kind === 'unbounded') return `cast('${infinity}' as timestamptz)`
  if (bound.kind !== 'property') return momentSql(momentOf(bound), context)
  const operand = context.operand(bound)
  assertType(context, name, operand, 'timestamp')
  return operand.sql
}

const momentSql = (moment: string, { bind }: FilterContext) => `cast(${bind(moment)} as timestamptz)`
