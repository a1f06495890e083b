/** Buildings: what their colours mean. */
export { BuildingLegend } from './legend.tsx'
