/** What can go wrong, said without HTTP. `problem-details.ts` maps each kind to a status. */
export type ErrorKind =
  | 'invalid-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unsupported-format'
  | 'rule-violation'
  | 'too-many-requests'
  | 'unavailable'

/** Facts travel in the problem document: the failing field, both numbers, the remedy. */
export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly facts: Readonly<Record<string, unknown>>

  constructor(kind: ErrorKind, message: string, facts: Record<string, unknown> = {}) {
    super(message)
    this.name = 'DomainError'
    this.kind = kind
    this.facts = facts
  }
}

export const notFound = (entity: string, id: string | number, facts: Record<string, unknown> = {}) =>
  new DomainError('not-found', `No ${entity} ${id}.`, { entity, id, ...facts })

export const invalidRequest = (field: string, message: string, facts: Record<string, unknown> = {}) =>
  new DomainError('invalid-request', message, { field, ...facts })

export const ruleViolation = (rule: string, message: string, facts: Record<string, unknown> = {}) =>
  new DomainError('rule-violation', message, { rule, ...facts })

export const conflict = (message: string, facts: Record<string, unknown> = {}) =>
  new DomainError('conflict', message, facts)

/** What a job row says of an error: ours in our words; of others only that they happened, for their words may quote rows. */
export function describeError(error: unknown): { type: string; detail: string } & Record<string, unknown> {
  if (error instanceof DomainError)
    return { type: `/problems/${error.kind}`, detail: error.message, ...error.facts }
  return {
    type: '/problems/internal',
    detail: 'Something went wrong inside the server; its log says what.',
  }
}
