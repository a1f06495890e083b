import type { Expression, Operation, Operator } from '../../algorithms/cql2/expression.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { type ArithmeticOperator, arithmeticSql } from './filter/arithmetic-sql.ts'
import { type ArrayOperator, arraySql } from './filter/array-sql.ts'
import {
  betweenSql,
  type ComparisonOperator,
  comparisonSql,
  inSql,
  likeSql,
} from './filter/comparison-sql.ts'
import { assertType, type FilterContext, type FilterCrs, type Operand } from './filter/context.ts'
import { filterCrs } from './filter/filter-crs.ts'
import { type SpatialOperator, spatialSql } from './filter/spatial-sql.ts'
import { type TemporalOperator, temporalSql } from './filter/temporal-sql.ts'
import { foldedSql, literalSql, propertySql } from './filter/value-sql.ts'
import type { Queryables } from './queryables.ts'

/** A condition over the rows of a layer, called `source`, and the values of the `:names` in it. */
export type FilterSql = Readonly<{
  sql: string
  bindings: Readonly<Record<string, string | number | boolean>>
}>

/**
 * A filter as a condition over a layer's rows. Every value is a binding (`:f1`, `:f2` …); names come from what the layer declares. Unknown stays
 * unknown, as SQL has it: a row is in the answer only when the condition is true.
 * @param options.field what an error names: `querystring/filter`, `body/filter`
 * @param options.crs of the filter's geometries; longitude, latitude without it
 * @throws DomainError `invalid-request` for properties the layer does not have and operands of the wrong type
 */
export function filterSql(
  expression: Expression,
  queryables: Queryables,
  options: { field?: string; crs?: FilterCrs } = {},
): FilterSql {
  const bindings: Record<string, string | number | boolean> = {}
  let count = 0
  const field = options.field ?? 'querystring/filter'
  const refuse = (message: string) => invalidRequest(field, message)
  const context: FilterContext = {
    crs: options.crs ?? filterCrs({ kind: 'geographic', name: 'CRS84' }, 'xy', field),
    hasCollections: queryables.geometryType === 'mixed',
    refuse,
    bind: (value) => {
      count += 1
      const name = `f${count}`
      bindings[name] = value
      return `:${name}`
    },
    operand: (part) => operandSql(part, queryables, context),
    condition: (part) => conditionSql(part, context),
  }
  return { sql: context.condition(expression), bindings }
}

function conditionSql(expression: Expression, context: FilterContext): string {
  if (expression.kind === 'boolean') return String(expression.value)
  if (expression.kind === 'operation') {
    const sql = operationCondition(expression, context)
    if (sql !== undefined) return sql
  }
  const operand = context.operand(expression)
  if (operand.type !== 'boolean')
    throw context.refuse(`A condition was expected, but ${operand.shown} was given.`)
  return operand.sql
}

/** SQL of an operation that is true or false, or undefined for one that gives another value. */
function operationCondition({ operator, operands }: Operation, context: FilterContext): string | undefined {
  switch (operator) {
    case 'and':
    case 'or':
      return `(${operands.map(context.condition).join(` ${operator} `)})`
    case 'not':
      return `(not ${context.condition(operands[0]!)})`
    case 'isNull':
      return `(${context.operand(operands[0]!).sql} is null)`
    case 'like':
      return likeSql(operands, context)
    case 'between':
      return betweenSql(operands, context)
    case 'in':
      return inSql(operands, context)
    default:
      return relationSql(operator, operands, context)
  }
}

function relationSql(operator: Operator, operands: readonly Expression[], context: FilterContext) {
  if (operator.startsWith('s_')) return spatialSql(operator as SpatialOperator, operands, context)
  if (operator.startsWith('t_')) return temporalSql(operator as TemporalOperator, operands, context)
  if (operator.startsWith('a_')) return arraySql(operator as ArrayOperator, operands, context)
  if (!/[=<>]/.test(operator)) return undefined
  const [one, other] = operands
  // One id is a list of one: the index of the ids serves both.
  if (operator === '=' && one?.kind === 'property' && one.name === 'id' && other?.kind === 'string')
    return inSql([one, { kind: 'array', items: [other] }], context)
  const [left, right] = operands.map(context.operand) as [Operand, Operand]
  return comparisonSql(operator as ComparisonOperator, [left, right], context)
}

function operandSql(expression: Expression, queryables: Queryables, context: FilterContext): Operand {
  switch (expression.kind) {
    case 'property':
      return propertySql(expression.name, queryables, context)
    case 'operation':
      return resultSql(expression, context)
    case 'geometry':
    case 'box':
      // A literal is never null, which is all that is asked of it here: spatialSql reads it itself.
      return { type: 'geometry', sql: 'true', shown: `a ${expression.kind}` }
    case 'interval':
    case 'array':
      throw context.refuse(`An ${expression.kind} stands only in the functions of ${expression.kind}s.`)
    default:
      return literalSql(expression, context)
  }
}

function resultSql(operation: Operation, context: FilterContext): Operand {
  const { operator, operands } = operation
  if (operator === 'casei' || operator === 'accenti') {
    const operand = context.operand(operands[0]!)
    assertType(context, operator.toUpperCase(), operand, 'string')
    return foldedSql(operator, operand)
  }
  const condition = operationCondition(operation, context)
  if (condition !== undefined) return { type: 'boolean', sql: condition, shown: `the result of ${operator}` }
  const [left, right] = operands.map(context.operand) as [Operand, Operand]
  for (const operand of [left, right]) assertType(context, operator, operand, 'number')
  return arithmeticSql(operator as ArithmeticOperator, left, right)
}
