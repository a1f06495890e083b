import type { Expression } from '../../../algorithms/cql2/expression.ts'
import { assertType, type FilterContext, type Operand } from './context.ts'

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

const TURNED = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Two values of one type; a date and a moment are compared by the day, in UTC. */
export function comparisonSql(
  operator: ComparisonOperator,
  [left, right]: readonly [Operand, Operand],
  context: FilterContext,
): string {
  assertComparable(operator, left, right, context)
  if (left.type === 'timestamp' && right.type === 'date') return dayComparison(operator, left.sql, right.sql)
  if (left.type === 'date' && right.type === 'timestamp')
    return dayComparison(TURNED[operator], right.sql, left.sql)
  const isOrder = operator !== '=' && operator !== '<>'
  if (left.type === 'string' && isOrder)
    // Code points, on every engine: the order of a language is another on each.
    return `(${left.sql} collate "C" ${operator} ${right.sql} collate "C")`
  return `(${left.sql} ${operator} ${right.sql})`
}

function assertComparable(operator: string, left: Operand, right: Operand, context: FilterContext): void {
  if (left.type === 'geometry' || right.type === 'geometry')
    throw context.refuse(`${operator} does not compare geometries; S_EQUALS and S_INTERSECTS do.`)
  const types = new Set([left.type, right.type])
  if (types.size === 1 || (types.has('date') && types.has('timestamp'))) return
  const remedy =
    types.has('timestamp') && types.has('string')
      ? " Write moments as TIMESTAMP('2026-03-01T08:00:00Z')."
      : ''
  throw context.refuse(
    `${operator} compares values of one type, but was given ${left.shown} and ${right.shown}.${remedy}`,
  )
}

/** A moment against a whole day, as ranges that an index serves. */
function dayComparison(operator: ComparisonOperator, moment: string, dayStart: string): string {
  // Not "1 day": how long that is depends on the time zone of the session.
  const nextDay = `${dayStart} + interval '24 hours'`
  const sql = {
    '=': `${moment} >= ${dayStart} and ${moment} < ${nextDay}`,
    '<>': `${moment} < ${dayStart} or ${moment} >= ${nextDay}`,
    '<': `${moment} < ${dayStart}`,
    '<=': `${moment} < ${nextDay}`,
    '>': `${moment} >= ${nextDay}`,
    '>=': `${moment} >= ${dayStart}`,
  }
  return `(${sql[operator]})`
}

/** BETWEEN with both ends included. */
export function betweenSql(operands: readonly Expression[], context: FilterContext): string {
  const [value, low, high] = operands.map(context.operand) as [Operand, Operand, Operand]
  assertType(context, 'BETWEEN', value, 'number', 'string', 'timestamp', 'date')
  return `(${comparisonSql('>=', [value, low], context)} and ${comparisonSql('<=', [value, high], context)})`
}

/** A value against a list. */
export function inSql([value, list]: readonly Expression[], context: FilterContext): string {
  const items = list?.kind === 'array' ? list.items : []
  if (value?.kind === 'property' && value.name === 'id') {
    const ids = items.map((item) =>
      item.kind === 'string' && UUID.test(item.value) ? item.value : undefined,
    )
    if (ids.every((id) => id !== undefined))
      return `(source.id in (${ids.map((id) => `cast(${context.bind(id)} as uuid)`).join(', ')}))`
  }
  const left = context.operand(value!)
  const rights = items.map(context.operand)
  for (const right of rights) assertComparable('IN', left, right, context)
  if (left.type === 'date' || rights.some(({ type }) => type === 'date'))
    return `(${rights.map((right) => comparisonSql('=', [left, right], context)).join(' or ')})`
  return `(${left.sql} in (${rights.map(({ sql }) => sql).join(', ')}))`
}

/** LIKE with % for any characters, _ for one, and \ before either for itself. */
export function likeSql([value, pattern]: readonly Expression[], context: FilterContext): string {
  const left = context.operand(value!)
  assertType(context, 'LIKE', left, 'string')
  let literal = pattern!
  while (literal.kind === 'operation' && (literal.operator === 'casei' || literal.operator === 'accenti'))
    literal = literal.operands[0]!
  if (literal.kind !== 'string')
    throw context.refuse(`LIKE takes its pattern as a text, but was given ${context.operand(literal).shown}.`)
  if (/(^|[^\\])(\\\\)*\\$/.test(literal.value))
    throw context.refuse('The pattern of LIKE ends in a single \\; write \\\\ for the character itself.')
  return `(${left.sql} collate "C" like ${context.operand(pattern!).sql} collate "C" escape '\\')`
}
