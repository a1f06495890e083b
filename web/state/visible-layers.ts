/** Which parts of the map are shown. */
import { createStore } from './store.ts'

export const SWITCHES = ['grids', 'gridLabels', 'units', 'buildings', 'roads', 'water', 'areas'] as const
export type Switch = (typeof SWITCHES)[number]

export const visibleLayers = createStore<ReadonlySet<Switch>>(
  new Set(SWITCHES.filter((name) => name !== 'units')),
)

export function toggleLayer(name: Switch) {
  const next = new Set(visibleLayers.get())
  if (!next.delete(name)) next.add(name)
  visibleLayers.set(next)
}
