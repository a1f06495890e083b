import { bbox } from '@turf/turf'
import type { Grid } from './grids.ts'
import { selectedGrid } from './selection.ts'
import { requestView } from './view-request.ts'

/** Picks a grid and takes the map there. */
export function showGrid(grid: Grid) {
  selectedGrid.set(grid.id)
  const [west, south, east, north] = bbox(grid.geometry)
  requestView({ kind: 'show', bounds: [west!, south!, east!, north!] })
}
