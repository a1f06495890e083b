/** Grids: the legend, the list, and the figures of the one that is picked. */
export { GridList } from './grid-list.tsx'
export { GridLegend } from './legend.tsx'
export { GridPanel } from './panel.tsx'
