import type { Map as LibreMap } from 'maplibre-gl'
import { type ViewRequest, viewRequest } from '../state/view-request.ts'
import { framePadding } from './frame.ts'

/** Moves the map where the panels ask; at once for readers who want no motion. */
export function followRequests(map: LibreMap) {
  const follow = (request: ViewRequest | undefined) => {
    if (request?.kind === 'zoom') map.zoomTo(map.getZoom() + request.by, { duration: 250 })
    if (request?.kind === 'north') map.resetNorthPitch({ duration: 250 })
    if (request?.kind === 'show') {
      const [west, south, east, north] = request.bounds
      map.fitBounds([west, south, east, north], {
        padding: framePadding(map.getContainer()),
        maxZoom: 16.5,
        duration: 900,
      })
    }
  }
  viewRequest.subscribe(follow)
}
