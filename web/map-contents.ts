/** What the map is made of: the features' drawings, and which layers each switch shows. */
import { areasDrawing } from './features/areas/layer.ts'
import { barriersDrawing } from './features/barriers/layer.ts'
import { buildingsDrawing } from './features/buildings/layer.ts'
import { gridsDrawing } from './features/grids/layer.ts'
import { measureDrawing } from './features/measure/layer.ts'
import { unitsDrawing } from './features/units/layer.ts'
import type { Switch } from './state/visible-layers.ts'

export const DRAWINGS = [
  areasDrawing,
  gridsDrawing,
  barriersDrawing,
  unitsDrawing,
  buildingsDrawing,
  measureDrawing,
]

/** Layers whose text is the feature's name, in the page's language. */
export const NAMED_LAYERS = [
  'town-name',
  'community-name',
  'road-name',
  'water-name',
  'water-area-name',
  'building-name',
]

export const LAYERS_OF_SWITCH: Record<Switch, readonly string[]> = {
  areas: ['town-border', 'community-border', 'town-name', 'community-name'],
  grids: ['grid-fill', 'grid-hatch', 'grid-edge', 'grid-hovered', 'grid-selected'],
  gridLabels: ['grid-code'],
  units: ['unit'],
  buildings: ['building', 'building-name'],
  roads: ['path', 'road-casing', 'road', 'bridge-edge', 'bridge', 'rail', 'rail-sleepers', 'road-name'],
  water: ['water-area', 'water-line', 'ferry', 'water-name', 'water-area-name'],
}
