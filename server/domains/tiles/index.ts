/** Tiles: every layer it is handed, as vector tiles and TileJSON; it knows no other domain. */

export { TILES_CONFORMANCE } from './describe-tile-set.ts'
export { exportArchive } from './export-archive.ts'
export { routes } from './routes.ts'
