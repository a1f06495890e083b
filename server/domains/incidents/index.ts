/** Incidents: what was reported, where, when, and how far it has come. */
export { layers } from './layers.ts'
export { routes } from './routes.ts'
