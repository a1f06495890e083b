/** Units: the smallest pieces of ground, made of barriers and borders, with neighbours and the weights of their buildings. */
export { buildUnits } from './build-units.ts'
export { registerJobs } from './jobs.ts'
export { layers } from './layers.ts'
export { type LoadedNet, loadNet } from './load-net.ts'
export { recountWeights } from './recount-weights.ts'
export { routes } from './routes.ts'
export { type ReadyUnit, storeReadyUnits } from './store-ready-units.ts'
