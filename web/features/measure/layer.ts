/** The measuring line: clicked on the map, drawn there, measured in the panel. */
import type { GeoJSONSource, Map as LibreMap } from 'maplibre-gl'
import { type Drawing, emptyPoints } from '../../map/drawing.ts'
import { PALETTE } from '../../map/palette.ts'
import { tool } from '../../state/selection.ts'
import { type MeasuredPoint, measuredPoints } from './measured-points.ts'

export const measureDrawing: Drawing = {
  sources: { measure: emptyPoints() },
  layers: {
    tool: [
      {
        id: 'measure-area',
        type: 'fill',
        source: 'measure',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': PALETTE.measure, 'fill-opacity': 0.12 },
      },
      {
        id: 'measure-line',
        type: 'line',
        source: 'measure',
        filter: ['==', ['geometry-type'], 'LineString'],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': PALETTE.measure, 'line-width': 2.5, 'line-dasharray': [2, 1.4] },
      },
      {
        id: 'measure-point',
        type: 'circle',
        source: 'measure',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 4.5,
          'circle-color': '#ffffff',
          'circle-stroke-color': PALETTE.measure,
          'circle-stroke-width': 2,
        },
      },
    ],
  },
}

export function attachMeasure(map: LibreMap) {
  measuredPoints.subscribe((points) =>
    map
      .getSource<GeoJSONSource>('measure')
      ?.setData({ type: 'FeatureCollection', features: features(points) }),
  )
  map.on('click', (event) => {
    if (tool.get() === 'measure')
      measuredPoints.set([...measuredPoints.get(), [event.lngLat.lng, event.lngLat.lat]])
  })
  tool.subscribe((name) => {
    map.getCanvas().style.cursor = name === 'measure' ? 'crosshair' : ''
    if (name === 'measure') map.doubleClickZoom.disable()
    else {
      map.doubleClickZoom.enable()
      measuredPoints.set([])
    }
  })
}

function features(points: readonly MeasuredPoint[]): GeoJSON.Feature[] {
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({
    type: 'Feature',
    geometry,
    properties: {},
  })
  const positions = points.map(([lng, lat]) => [lng, lat])
  const [first] = positions
  return [
    ...(first && positions.length > 2
      ? [feature({ type: 'Polygon', coordinates: [[...positions, first]] })]
      : []),
    ...(positions.length > 1 ? [feature({ type: 'LineString', coordinates: positions })] : []),
    ...positions.map((coordinates) => feature({ type: 'Point', coordinates })),
  ]
}
