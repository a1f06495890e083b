/** Identity: who is asking, and what they may do where. */
export { assertInside, jurisdictionOf } from './authorize.ts'
export { issueKey, type NewKey } from './issue-key.ts'
export { PageSession } from './page-session.ts'
export { type KeySummary, listKeys } from './queries.ts'
export { resolvePrincipal } from './resolve-principal.ts'
export { revokeKey } from './revoke-key.ts'
export { pageSessionRoutes } from './routes.ts'
