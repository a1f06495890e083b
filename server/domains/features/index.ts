/** Features: every layer it is handed, as OGC API – Features; it knows no other domain. */
export { routes } from './routes.ts'
