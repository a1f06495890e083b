/** What went wrong, for the reader: shown once by the panels, then gone. */
import { type Problem, RequestFailed } from '../api/problem.ts'
import type { MessageKey } from './language.ts'
import { createStore } from './store.ts'

/** Our own words by key, or the server's problem document. */
export type Notice = { text: MessageKey; remedy?: MessageKey } | { problem: Problem }

export const notices = createStore<readonly Notice[]>([])

export function report(notice: Notice) {
  const same = JSON.stringify(notice)
  if (!notices.get().some((earlier) => JSON.stringify(earlier) === same))
    notices.set([...notices.get(), notice])
}

/** An exception as a notice: problem details where the server sent them. */
export const reportError = (error: unknown) =>
  report(
    error instanceof RequestFailed
      ? { problem: error.problem }
      : { text: 'problem.network', remedy: 'problem.networkRemedy' },
  )
