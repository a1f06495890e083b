import type { Bound, Expression, InstantLiteral } from './expression.ts'
import { FilterProblem } from './filter-limits.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/

/** @throws FilterProblem unless the text is a day of the calendar: 2026-03-01 */
export function dateLiteral(text: string): InstantLiteral {
  if (!isDay(text))
    throw new FilterProblem(
      `"${shown(text)}" is not a date; it is written like 2026-03-01 (year 0001 to 9999).`,
    )
  return { kind: 'date', value: text }
}

/** @throws FilterProblem unless the text is a moment in UTC with at most nine decimals: 2026-03-01T08:00:00Z */
export function timestampLiteral(text: string): InstantLiteral {
  const day = TIMESTAMP.exec(text)?.[1]
  if (day === undefined || !isDay(day))
    throw new FilterProblem(
      `"${shown(text)}" is not a timestamp; it is written in UTC like 2026-03-01T08:00:00Z.`,
    )
  return { kind: 'timestamp', value: text }
}

/** One end of an interval: a date, a timestamp, or '..' for none. */
export function boundLiteral(text: string): Bound {
  if (text === '..') return { kind: 'unbounded' }
  return text.includes('T') ? timestampLiteral(text) : dateLiteral(text)
}

/** @throws FilterProblem when both ends are known and the first is the later one */
export function intervalLiteral(start: Bound, end: Bound): Expression {
  if ('value' in start && 'value' in end && firstMoment(start) > lastMoment(end))
    throw new FilterProblem(`The interval starts at ${start.value}, after its end ${end.value}.`)
  return { kind: 'interval', start, end }
}

/** When an instant begins: a date is a whole day. */
export const firstMoment = ({ kind, value }: InstantLiteral) =>
  kind === 'date' ? `${value}T00:00:00Z` : value

/** The last moment of an instant, to the microsecond that a database keeps. */
export const lastMoment = ({ kind, value }: InstantLiteral) =>
  kind === 'date' ? `${value}T23:59:59.999999Z` : value

function isDay(text: string): boolean {
  const [year, month, day] = (DATE.exec(text) ?? []).slice(1).map(Number)
  if (!year || !month || !day || month > 12) return false
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 ? (isLeapYear ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
