/** Makes the map: the worker's address, the controls, the view kept in the page's address. */
import {
  Map as LibreMap,
  type LngLatBoundsLike,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { language, translate } from '../state/language.ts'
import { framePadding } from './frame.ts'

setWorkerUrl(workerUrl)

/** The map library's map, for those who only hand it on. */
export type ViewerMap = LibreMap

/**
 * The container's `data-map` says `busy` or `idle`: whether everything in view is drawn.
 * @throws Error where the browser has no WebGL2
 */
export function createMap(
  container: HTMLElement,
  style: StyleSpecification,
  bounds: LngLatBoundsLike,
): LibreMap {
  const map = new LibreMap({
    container,
    style,
    bounds,
    fitBoundsOptions: { padding: framePadding(container) },
    hash: 'map',
    attributionControl: false,
    minZoom: 6,
    maxZoom: 19.5,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 120,
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-right')
  const label = () => map.getCanvas().setAttribute('aria-label', translate(language.get(), 'map.label'))
  label()
  language.subscribe(label)
  container.dataset.map = 'busy'
  map.on('idle', () => {
    container.dataset.map = 'idle'
  })
  for (const change of ['movestart', 'dataloading', 'sourcedataloading'] as const)
    map.on(change, () => {
      container.dataset.map = 'busy'
    })
  return map
}
