/** What must be true of an incident, without a database. */
import { invalidRequest } from '../../platform/errors.ts'

/** Clocks of reporters may run ahead so much. */
const TOLERATED_MILLISECONDS = 5 * 60_000
const EARLIEST = Date.UTC(1900, 0, 1)

/**
 * When something was reported, UTC to the millisecond.
 * @throws DomainError `invalid-request` for what is no moment, lies before 1900 or in the future
 */
export function reportedMoment(text: string | undefined, now: Date): string {
  const moment = text === undefined ? now.getTime() : Date.parse(text)
  if (!(moment >= EARLIEST && moment <= now.getTime() + TOLERATED_MILLISECONDS))
    throw invalidRequest(
      'body/properties/reportedAt',
      `${text} is not a moment between 1900 and now, ${now.toISOString()}.`,
    )
  return new Date(moment).toISOString()
}
