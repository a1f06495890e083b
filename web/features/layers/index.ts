/** Layers: what the map shows. */
export { LayerSwitches } from './panel.tsx'
