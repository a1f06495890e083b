/** Plans: which grid every unit belongs to; drafts, balancing, codes, publishing, and the active grids. */
export { balancePlan } from './balance-plan.ts'
export { createPlan } from './create-plan.ts'
export { registerJobs } from './jobs.ts'
export { layers } from './layers.ts'
export { locateRoutes } from './locate-routes.ts'
export { planLayer } from './plan-layer.ts'
export { publishPlan } from './publish-plan.ts'
export { routes } from './routes.ts'
