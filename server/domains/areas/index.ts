/** Areas: provinces, cities, counties, towns and communities, with codes and geometry. */
export { layers } from './layers.ts'
export { routes } from './routes.ts'
