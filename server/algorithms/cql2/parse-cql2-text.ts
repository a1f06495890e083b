import { type Expression, type Operator, operation, operatorNamed } from './expression.ts'
import { assertWithinLimits } from './filter-limits.ts'
import { isTemporalNext, parseTemporal } from './parse-temporal.ts'
import { isSpatialNext, parseSpatial } from './parse-wkt.ts'
import { TokenReader } from './token-reader.ts'
import { isName, tokenize } from './tokenize.ts'

const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const

/**
 * Reads a filter in CQL2 text (OGC 21-065r2, annex B) by recursive descent, one function a level of precedence.
 * @param text at most 10,000 characters, nested at most 64 levels deep; keywords and function names in upper or lower case
 * @returns the expression; `x NOT IN (1)` is `NOT (x IN (1))`, `-x` of a property is `-1 * x`
 * @throws FilterProblem with the place, what was found and what was expected. Cost: linear. Deterministic.
 */
export function parseCql2Text(text: string): Expression {
  const reader = new TokenReader(tokenize(text))
  const expression = condition(reader)
  if (reader.peek().kind !== 'end') throw reader.unexpected('the end of the filter or an operator')
  assertWithinLimits(expression)
  return expression
}

function condition(reader: TokenReader): Expression {
  return joined(reader, 'or', () => joined(reader, 'and', () => factor(reader)))
}

function joined(reader: TokenReader, operator: 'and' | 'or', read: () => Expression): Expression {
  const operands = [read()]
  while (reader.take(operator.toUpperCase())) operands.push(read())
  return operands.length === 1 ? operands[0]! : operation(operator, ...operands)
}

const factor = (reader: TokenReader) =>
  reader.take('NOT') ? operation('not', predicate(reader)) : predicate(reader)

function predicate(reader: TokenReader): Expression {
  const left = sum(reader)
  const comparison = COMPARISONS.find((operator) => reader.take(operator))
  if (comparison) return operation(comparison, left, sum(reader))
  if (reader.take('IS')) {
    const isNegated = reader.take('NOT')
    reader.expect('NULL')
    return negatedIf(isNegated, operation('isNull', left))
  }
  const isNegated = reader.take('NOT')
  if (reader.take('LIKE')) return negatedIf(isNegated, operation('like', left, sum(reader)))
  if (reader.take('IN')) return negatedIf(isNegated, operation('in', left, array(reader, 1)))
  if (reader.take('BETWEEN')) {
    const low = sum(reader)
    reader.expect('AND')
    return negatedIf(isNegated, operation('between', left, low, sum(reader)))
  }
  if (isNegated) throw reader.unexpected('LIKE, IN or BETWEEN')
  return left
}

const negatedIf = (isNegated: boolean, expression: Expression) =>
  isNegated ? operation('not', expression) : expression

const sum = (reader: TokenReader) => chain(reader, ['+', '-'], () => product(reader))
const product = (reader: TokenReader) => chain(reader, ['*', '/', '%', 'div'], () => power(reader))

/** Operators of one rank, from left to right. */
function chain(reader: TokenReader, operators: readonly Operator[], read: () => Expression): Expression {
  let left = read()
  for (;;) {
    const operator = operators.find((name) => reader.take(name.toUpperCase()))
    if (!operator) return left
    left = operation(operator, left, read())
  }
}

function power(reader: TokenReader): Expression {
  const base = signed(reader)
  return reader.take('^') ? operation('^', base, signed(reader)) : base
}

function signed(reader: TokenReader): Expression {
  const isNegative = reader.take('-')
  const isSigned = isNegative || reader.take('+')
  if (reader.peek().kind === 'number') return number(reader, isNegative ? -1 : 1)
  if (isNegative) return operation('*', { kind: 'number', value: -1 }, primary(reader))
  if (isSigned) throw reader.unexpected('a number')
  return primary(reader)
}

function number(reader: TokenReader, sign: number): Expression {
  const token = reader.next()
  const value = sign * Number(token.value)
  if (!Number.isFinite(value))
    throw reader.problemAt(token, `${token.text.slice(0, 40)} is not a finite number.`)
  // No negative zero: it would be another value than zero.
  return { kind: 'number', value: value + 0 }
}

function primary(reader: TokenReader): Expression {
  const { kind, text } = reader.peek()
  if (kind === 'string') return { kind: 'string', value: reader.next().value }
  if (kind === 'quoted') return { kind: 'property', name: reader.next().value }
  if (text === '(') return reader.nested(() => bracketed(reader))
  if (!isName(reader.peek())) throw reader.unexpected('a property, a value, a function or "("')
  if (isSpatialNext(reader)) return parseSpatial(reader)
  if (isTemporalNext(reader)) return parseTemporal(reader)
  if (reader.peek(1).text === '(') return reader.nested(() => call(reader))
  reader.next()
  const word = text.toUpperCase()
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE' }
  return { kind: 'property', name: text }
}

/** Brackets group one expression; none or several are an array. */
function bracketed(reader: TokenReader): Expression {
  reader.expect('(')
  if (reader.take(')')) return { kind: 'array', items: [] }
  const items = reader.list(() => condition(reader))
  reader.expect(')')
  return items.length === 1 ? items[0]! : { kind: 'array', items }
}

/** A list in brackets, also of one item. */
function array(reader: TokenReader, fewest: 0 | 1): Expression {
  return reader.nested(() => {
    reader.expect('(')
    if (fewest === 0 && reader.take(')')) return { kind: 'array', items: [] }
    const items = reader.list(() => condition(reader))
    reader.expect(')')
    return { kind: 'array', items }
  })
}

function call(reader: TokenReader): Expression {
  const token = reader.next()
  const operator = operatorNamed(token.text)
  if (!operator || !/^([sta]_|casei$|accenti$)/.test(operator))
    throw reader.problemAt(token, `there is no function ${token.text.slice(0, 40)}.`)
  reader.expect('(')
  const isOfArrays = operator.startsWith('a_')
  const operand = () => (isOfArrays && reader.isNext('(') ? array(reader, 0) : condition(reader))
  const operands = [operand()]
  if (operator !== 'casei' && operator !== 'accenti') {
    reader.expect(',')
    operands.push(operand())
  }
  reader.expect(')')
  return operation(operator, ...operands)
}
