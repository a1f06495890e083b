import type { Expression } from '../../../algorithms/cql2/expression.ts'
import { firstMoment } from '../../../algorithms/cql2/temporal-literal.ts'
import type { Queryables } from '../queryables.ts'
import type { FilterContext, Operand } from './context.ts'

/** SQL of a column by what the layer says it holds; a `string` may be stored as something else (a uuid). */
const COLUMN = {
  string: (column: string) => `cast(${column} as text)`,
  integer: (column: string) => column,
  number: (column: string) => column,
  boolean: (column: string) => column,
  timestamp: (column: string) => column,
}

/** A property of the layer. Its name becomes part of the statement only when the layer declares it. */
export function propertySql(name: string, queryables: Queryables, context: FilterContext): Operand {
  if (name === 'id')
    return { type: 'string', sql: 'cast(source.id as text)', shown: 'the property id (string)' }
  if (name === 'geometry')
    return { type: 'geometry', sql: 'source.geom', shown: 'the property geometry (geometry)' }
  const declared = Object.hasOwn(queryables.properties, name) ? queryables.properties[name] : undefined
  if (!declared) {
    const known = ['id', 'geometry', ...Object.keys(queryables.properties)].join(', ')
    throw context.refuse(`There is no property "${name.slice(0, 40)}" to filter by; there are ${known}.`)
  }
  return {
    type: declared === 'integer' ? 'number' : declared,
    sql: COLUMN[declared](`source."${name}"`),
    shown: `the property ${name} (${declared})`,
  }
}

/** A literal, bound and typed. */
export function literalSql(
  literal: Extract<Expression, { kind: 'string' | 'number' | 'boolean' | 'date' | 'timestamp' }>,
  { bind }: FilterContext,
): Operand {
  const shown = `the ${literal.kind} ${String(literal.value).slice(0, 40)}`
  switch (literal.kind) {
    case 'string':
      return { type: 'string', sql: `cast(${bind(literal.value)} as text)`, shown }
    case 'boolean':
      return { type: 'boolean', sql: `cast(${bind(literal.value)} as boolean)`, shown }
    case 'number': {
      // Whole numbers as such: an index over integers serves no double precision.
      const type = Number.isSafeInteger(literal.value) ? 'bigint' : 'double precision'
      return { type: 'number', sql: `cast(${bind(literal.value)} as ${type})`, shown }
    }
    default:
      return { type: literal.kind, sql: `cast(${bind(firstMoment(literal))} as timestamptz)`, shown }
  }
}

const COMBINING_MARKS = '[\u0300-\u036f]'

/**
 * Text in which upper and lower case are one (ß and SS too), or accented letters and plain ones. Both engines have ICU and normal forms; neither
 * needs an extension. The result's collation is "C" again, so that it can meet any other text.
 */
export function foldedSql(operator: 'casei' | 'accenti', operand: Operand): Operand {
  const folded =
    operator === 'casei'
      ? `lower(upper(${operand.sql} collate "und-x-icu"))`
      : `regexp_replace(normalize(${operand.sql}, NFD), '${COMBINING_MARKS}', '', 'g')`
  return { type: 'string', sql: `(${folded} collate "C")`, shown: `the result of ${operator.toUpperCase()}` }
}
