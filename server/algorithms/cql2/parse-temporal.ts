import type { Bound, Expression } from './expression.ts'
import { boundLiteral, dateLiteral, intervalLiteral, timestampLiteral } from './temporal-literal.ts'
import type { TokenReader } from './token-reader.ts'
import { isName } from './tokenize.ts'

/** Whether DATE(…), TIMESTAMP(…) or INTERVAL(…) begins here. */
export const isTemporalNext = (reader: TokenReader) =>
  reader.isNext('DATE', 'TIMESTAMP', 'INTERVAL') && reader.peek(1).text === '('

/**
 * Reads DATE('2026-03-01'), TIMESTAMP('2026-03-01T08:00:00Z') or INTERVAL(a, b), where a bound is a text of either kind, '..' or a property.
 * @throws FilterProblem for other text, days that no calendar has, and intervals that end before they start
 */
export function parseTemporal(reader: TokenReader): Expression {
  const start = reader.next()
  const name = start.text.toUpperCase()
  reader.expect('(')
  const literal =
    name === 'INTERVAL'
      ? interval(reader)
      : textLiteral(reader, name === 'DATE' ? dateLiteral : timestampLiteral)
  reader.expect(')')
  return literal
}

function interval(reader: TokenReader): Expression {
  const place = reader.peek()
  const start = bound(reader)
  reader.expect(',')
  const end = bound(reader)
  return reader.placed(place, () => intervalLiteral(start, end))
}

function bound(reader: TokenReader): Bound {
  if (reader.peek().kind === 'string') return textLiteral(reader, boundLiteral)
  if (!isName(reader.peek())) throw reader.unexpected("a date, a timestamp, '..' or a property")
  return { kind: 'property', name: reader.next().value }
}

function textLiteral<T>(reader: TokenReader, read: (text: string) => T): T {
  const token = reader.peek()
  const text = reader.expectKind('string', 'a text in single quotes')
  return reader.placed(token, () => read(text))
}
