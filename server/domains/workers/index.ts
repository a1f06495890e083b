/** Workers: gridworkers, leaders and others with their roles, whether they are on duty, and where. */
export { layers } from './layers.ts'
export { routes } from './routes.ts'
