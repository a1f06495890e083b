/** Boot: the map as soon as the server is ready; the panels load beside it. */
import './ui/viewer.css'
import { attachAreas } from './features/areas/layer.ts'
import { attachGrids } from './features/grids/layer.ts'
import { attachMeasure } from './features/measure/layer.ts'
import { createMap, type ViewerMap } from './map/create-map.ts'
import { followLanguage } from './map/follow-language.ts'
import { followLayers } from './map/follow-layers.ts'
import { followRequests } from './map/follow-requests.ts'
import { mapStyle } from './map/map-style.ts'
import { DRAWINGS, LAYERS_OF_SWITCH, NAMED_LAYERS } from './map-contents.ts'
import { type Area, loadAreas } from './state/areas.ts'
import { boundsOf } from './state/bounds.ts'
import { loadGrids } from './state/grids.ts'
import { report, reportError } from './state/notices.ts'
import { startUp, whenReady } from './state/start-up.ts'

const element = (id: string) => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`index.html has no #${id}.`)
  return found
}

void import('./app.tsx').then(({ mountPanels }) => mountPanels(element('panels')))
void boot()

async function boot() {
  await whenReady()
  try {
    const areas = await loadAreas()
    startUp.set({ phase: areas.length === 0 ? 'empty' : 'ready' })
    if (areas.length === 0) return
    showMap(areas)
    await loadGrids()
  } catch (error) {
    startUp.set({ phase: 'ready' })
    reportError(error)
  }
}

function showMap(areas: readonly Area[]) {
  try {
    const map = createMap(element('map'), mapStyle(DRAWINGS), boundsOf(areas))
    map.on('error', () => report({ text: 'problem.map', remedy: 'problem.networkRemedy' }))
    map.once('style.load', () => bringToLife(map))
  } catch {
    report({ text: 'problem.webgl', remedy: 'problem.webglRemedy' })
  }
}

function bringToLife(map: ViewerMap) {
  attachAreas(map)
  attachGrids(map)
  attachMeasure(map)
  followRequests(map)
  followLanguage(map, NAMED_LAYERS)
  followLayers(map, LAYERS_OF_SWITCH)
}
