/** Identity: who is asking, and what they may do where. */
export { resolvePrincipal } from './resolve-principal.ts'
