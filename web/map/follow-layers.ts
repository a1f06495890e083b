import type { Map as LibreMap } from 'maplibre-gl'
import { type Switch, visibleLayers } from '../state/visible-layers.ts'

/** Shows and hides the layers of each switch. */
export function followLayers(map: LibreMap, layersOf: Record<Switch, readonly string[]>) {
  const follow = (visible: ReadonlySet<Switch>) => {
    for (const [name, layers] of Object.entries(layersOf))
      for (const layer of layers)
        map.setLayoutProperty(layer, 'visibility', visible.has(name as Switch) ? 'visible' : 'none')
  }
  visibleLayers.subscribe(follow)
}
