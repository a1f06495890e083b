/** Areas: provinces, cities, counties, towns and communities, with codes and geometry. */
export { groundOf } from './ground.ts'
export { layers } from './layers.ts'
export { areaOf, communitiesOf, communityOf, homeOf, touchedBy } from './place-geometry.ts'
export { routes } from './routes.ts'
