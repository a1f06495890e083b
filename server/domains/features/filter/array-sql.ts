import type { Expression, Operator } from '../../../algorithms/cql2/expression.ts'
import type { FilterContext, Operand, OperandType } from './context.ts'

export type ArrayOperator = Extract<Operator, `a_${string}`>

const OPERATORS: Record<ArrayOperator, string> = {
  a_equals: '=',
  a_contains: '@>',
  a_containedBy: '<@',
  a_overlaps: '&&',
}

const SQL_TYPE: Partial<Record<OperandType, string>> = {
  string: 'text',
  number: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'timestamptz',
}

/** How two arrays lie to one another. Their items are of one type; layers have no arrays, but properties may be items. */
export function arraySql(
  operator: ArrayOperator,
  operands: readonly Expression[],
  context: FilterContext,
): string {
  const arrays = operands.map((operand): Operand[] => {
    if (operand.kind === 'array') return operand.items.map(context.operand)
    throw context.refuse(
      `${operator.toUpperCase()} takes arrays, but was given ${context.operand(operand).shown}.`,
    )
  })
  const [first, ...others] = arrays.flat()
  const other = others.find(({ type }) => type !== first?.type)
  if (first && other)
    throw context.refuse(
      `${operator.toUpperCase()} takes items of one type, but was given ${first.shown} and ${other.shown}.`,
    )
  const type = first ? SQL_TYPE[first.type] : 'text'
  if (!type) throw context.refuse(`${operator.toUpperCase()} takes no items like ${first?.shown}.`)
  const [left, right] = arrays.map(
    (items) => `cast(array[${items.map(({ sql }) => sql).join(', ')}] as ${type}[])`,
  )
  return `(${left} ${OPERATORS[operator]} ${right})`
}
