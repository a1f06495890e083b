import { invalidRequest } from '../../platform/errors.ts'

/** A time in which something must hold: `from` to `to`, null = open; the end belongs to it unless it says that it does not. */
export type Period = Readonly<{ from: Date | null; to: Date | null; excludesEnd: boolean }>

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+ -]\d{2}:\d{2}))?$/i
const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/i
const [FIRST_YEAR, LAST_YEAR] = [1000, 9999]
const DAY_MILLISECONDS = 86_400_000

/**
 * Reads `datetime`: a moment, or an interval whose ends are moments, `..` or nothing (open), or one of them a duration (`2026-01-01/P1M`).
 * A moment is RFC 3339, or a plain date: then it is the whole day in `timeZone`.
 * @throws DomainError `invalid-request` saying what is wrong
 */
export function parseDatetime(text: string, timeZone: string): Period {
  const parts = text.split('/')
  if (parts.length > 2) throw refuse(`"${text}" has more than one "/"; an interval is start/end.`)
  const [first = '', second] = parts
  if (second === undefined) return periodOf(readMoment(first), readMoment(first), timeZone)
  const [isFirstDuration, isSecondDuration] = [DURATION.test(first), DURATION.test(second)]
  if (isFirstDuration && isSecondDuration) throw refuse('Both ends are durations; one must be a moment.')
  const start = isFirstDuration ? undefined : readEnd(first)
  const end = isSecondDuration ? undefined : readEnd(second)
  if (start === null && end === undefined) throw refuse('A duration needs a moment at the other end.')
  if (end === null && start === undefined) throw refuse('A duration needs a moment at the other end.')
  if (end === undefined) return lasting(start as Moment, second, timeZone)
  if (start === undefined) return periodOf(shifted(end as Moment, first, -1), end, timeZone)
  return periodOf(start, end, timeZone)
}

/** What a calendar and a clock show; of a plain date in the zone of the server, of any other moment in UTC. */
type Moment = { shown: Date; isDate: boolean }

const readEnd = (text: string): Moment | null => (text === '' || text === '..' ? null : readMoment(text))

function readMoment(text: string): Moment {
  const match = MOMENT.exec(text)
  if (!match)
    throw refuse(
      `"${text.slice(0, 60)}" is neither a moment such as 2026-01-31T08:00:00Z nor a date such as 2026-01-31.`,
    )
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = match
  if (second === '60') throw refuse(`"${text}" is a leap second; times here have none.`)
  const plain = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
  const shown = new Date(plain)
  // Days that a month does not have would roll over into the next.
  if (Number.isNaN(shown.getTime()) || shown.toISOString() !== plain || hour === '24')
    throw refuse(`"${text}" names a day or time that does not exist.`)
  const offset = zone === undefined ? 0 : offsetMilliseconds(zone, text)
  return { shown: inRange(new Date(shown.getTime() - offset)), isDate: zone === undefined }
}

/** `+08:00` as milliseconds; a plus that nobody escaped arrives as a space. */
function offsetMilliseconds(zone: string, text: string): number {
  if (/z/i.test(zone)) return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
  if (hours > 23 || minutes > 59) throw refuse(`"${text}" has an offset that does not exist.`)
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** Calendar arithmetic on what is shown: a month after the 31st is the last day of the next month. */
function shifted({ shown, isDate }: Moment, duration: string, sign: 1 | -1): Moment {
  const [years, months, weeks, days, hours, minutes, seconds] = DURATION.exec(duration)!
    .slice(1)
    .map((digits) => sign * Number(digits ?? 0)) as [number, number, number, number, number, number, number]
  const moved = new Date(shown)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + years * 12 + months)
  const daysInMonth = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(shown.getUTCDate(), daysInMonth))
  const rest = (weeks * 7 + days) * DAY_MILLISECONDS + ((hours * 60 + minutes) * 60 + seconds) * 1000
  return { shown: inRange(new Date(moved.getTime() + rest)), isDate }
}

/** From a moment for as long as the duration; of a day, so many days from its beginning. */
function lasting(start: Moment, duration: string, timeZone: string): Period {
  const [from, to] = [start, shifted(start, duration, 1)].map((moment) => instantOf(moment, timeZone)) as [
    Date,
    Date,
  ]
  return { from, to, excludesEnd: start.isDate && to > from }
}

function periodOf(start: Moment | null, end: Moment | null, timeZone: string): Period {
  const from = start && instantOf(start, timeZone)
  const after = end?.isDate ? { ...end, shown: new Date(end.shown.getTime() + DAY_MILLISECONDS) } : end
  const to = after && instantOf(after, timeZone)
  if (from && to && (end?.isDate ? from >= to : from > to))
    throw refuse(`The interval ends (${to.toISOString()}) before it begins (${from.toISOString()}).`)
  return { from, to, excludesEnd: end?.isDate ?? false }
}

/** The instant at which clocks of the zone show this. */
function instantOf({ shown, isDate }: Moment, timeZone: string): Date {
  if (!isDate) return inRange(shown)
  const guess = new Date(shown.getTime() - zoneOffset(shown, timeZone))
  return inRange(new Date(shown.getTime() - zoneOffset(guess, timeZone)))
}

function zoneOffset(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const shown = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  const [year, month, day, hour, minute, second] = [
    shown.year,
    shown.month,
    shown.day,
    shown.hour,
    shown.minute,
    shown.second,
  ].map(Number) as [number, number, number, number, number, number]
  const utc = Date.UTC(year, month - 1, day, hour, minute, second)
  return utc - Math.floor(instant.getTime() / 1000) * 1000
}

function inRange(date: Date): Date {
  const year = date.getUTCFullYear()
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR))
    throw refuse(`The datetime reaches beyond the years ${FIRST_YEAR} to ${LAST_YEAR}.`)
  return date
}

const refuse = (message: string) =>
  invalidRequest('querystring/datetime', message, {
    remedy: 'Moments are 2026-01-31 or 2026-01-31T08:00:00Z; intervals a/b, a/.., ../b, a/P2D, P1M/b.',
  })
