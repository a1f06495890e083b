/** Tiles: every layer it is handed, as vector tiles and TileJSON; it knows no other domain. */
export { routes } from './routes.ts'
