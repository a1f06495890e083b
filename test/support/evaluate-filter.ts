/** Filters over the rows of filter-world, and what they mean, worked out without SQL. */
import fc from 'fast-check'
import { type Expression, type Operation, operation } from '../../server/algorithms/cql2/expression.ts'
import type { FilterRow } from './filter-world.ts'

type Value = string | number | boolean | null

const property = (name: string): Expression => ({ kind: 'property', name })
const numbers = fc.constantFrom(-3, -1, 0, 0.5, 1, 2, 3, 7)
const names = fc.constantFrom('', '甲', '乙', 'a', 'B', "o'x", '%', 'ab')
const moments = fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01T12:00:00Z', '2026-03-02T00:00:00Z')

const numeric = fc.letrec<{ value: Expression }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(property('count'), property('area')),
      numbers.map((value) => ({ kind: 'number' as const, value })),
    ),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '%', 'div'), tie('value'), tie('value'))
      .map(([operator, left, right]) => operation(operator, left, right)),
  ),
})).value
const textual = fc.oneof(
  fc.constant(property('name')),
  names.map((value) => ({ kind: 'string' as const, value })),
)
const temporal = fc.oneof(
  fc.constantFrom(property('openedAt'), property('closedAt')),
  moments.map((value) => ({ kind: 'timestamp' as const, value })),
)
const comparison = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
const ofOneType = fc.oneof(
  fc.tuple(numeric, numeric, numeric),
  fc.tuple(textual, textual, textual),
  fc.tuple(temporal, temporal, temporal),
)
const simple: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(comparison, ofOneType).map(([operator, [left, right]]) => operation(operator, left, right)),
  ofOneType.map((operands) => operation('between', ...operands)),
  ofOneType.map(([value, ...items]) => operation('in', value, { kind: 'array', items })),
  ofOneType.map(([value]) => operation('isNull', value)),
  fc.constant(property('isOpen')),
)

/** Any filter whose operands fit. */
export const typedFilter: fc.Arbitrary<Expression> = fc.letrec<{ filter: Expression }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    tie('filter').map((operand) => operation('not', operand)),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([operator, operands]) => operation(operator, ...operands)),
  ),
})).filter

/** Any row, every property with or without a value. */
export const filterValues = fc.record({
  name: fc.option(names),
  count: fc.option(fc.constantFrom(-3, 0, 1, 2, 7)),
  area: fc.option(numbers),
  isOpen: fc.option(fc.boolean()),
  openedAt: fc.option(moments),
  closedAt: fc.option(moments),
})

/** What an expression is for a row; null is unknown. */
export function evaluateFilter(expression: Expression, row: FilterRow): Value {
  switch (expression.kind) {
    case 'property':
      return row[expression.name as keyof FilterRow] as Value
    case 'operation':
      return evaluateOperation(expression, row)
    case 'string':
    case 'number':
    case 'boolean':
    case 'timestamp':
      return expression.value
    default:
      throw new Error(`Not evaluated here: ${expression.kind}`)
  }
}

const not = (value: Value) => (value === null ? null : !value)
/** True when one is, false when all are, else unknown. */
const some = (values: readonly Value[]) =>
  values.includes(true) ? true : values.includes(null) ? null : false
const every = (values: readonly Value[]) => not(some(values.map(not)))

function evaluateOperation({ operator, operands }: Operation, row: FilterRow): Value {
  const value = (operand: Expression) => evaluateFilter(operand, row)
  const [first, second, third] = operands
  switch (operator) {
    case 'and':
      return every(operands.map(value))
    case 'or':
      return some(operands.map(value))
    case 'not':
      return not(value(first!))
    case 'isNull':
      return value(first!) === null
    case 'in':
      return some(
        second?.kind === 'array' ? second.items.map((item) => compare('=', value(first!), value(item))) : [],
      )
    case 'between':
      return every([
        compare('>=', value(first!), value(second!)),
        compare('<=', value(first!), value(third!)),
      ])
    default:
      return /[=<>]/.test(operator)
        ? compare(operator, value(first!), value(second!))
        : calculate(operator, value(first!) as number | null, value(second!) as number | null)
  }
}

function compare(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null
  return {
    '=': left === right,
    '<>': left !== right,
    '<': left < right,
    '<=': left <= right,
    '>': left > right,
    '>=': left >= right,
  }[operator]!
}

function calculate(operator: string, left: number | null, right: number | null): Value {
  if (left === null || right === null) return null
  if (right === 0 && operator !== '+' && operator !== '-' && operator !== '*') return null
  const results: Record<string, number> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '%': left - right * Math.trunc(left / right),
    div: Math.trunc(left / right),
  }
  return results[operator]!
}
