/** Administrative areas: land, borders and names. */
import type { ExpressionSpecification, GeoJSONSource, Map as LibreMap } from 'maplibre-gl'
import { AREA } from '../../api/collections.ts'
import { type Drawing, emptyPoints, tileSource } from '../../map/drawing.ts'
import { localName } from '../../map/label-text.ts'
import { STRONG_TEXT } from '../../map/map-fonts.ts'
import { PALETTE } from '../../map/palette.ts'
import { type Area, areas } from '../../state/areas.ts'
import { language } from '../../state/language.ts'

const TILES = { source: 'areas', 'source-layer': 'areas' } as const
const level: ExpressionSpecification = ['get', AREA.level]

export const areasDrawing: Drawing = {
  sources: { areas: tileSource('areas'), 'area-points': emptyPoints() },
  layers: {
    land: [
      {
        id: 'area-land',
        type: 'fill',
        ...TILES,
        filter: ['in', level, ['literal', ['county', 'town', 'community']]],
        paint: { 'fill-color': PALETTE.land },
      },
    ],
    border: [
      {
        id: 'community-border',
        type: 'line',
        ...TILES,
        filter: ['==', level, 'community'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': PALETTE.area,
          'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 14, 2.2, 17, 3.4],
          'line-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.9, 16, 0.6],
        },
      },
      {
        id: 'town-border',
        type: 'line',
        ...TILES,
        filter: ['in', level, ['literal', ['town', 'county']]],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': PALETTE.area,
          'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 14, 2.6, 17, 4],
          'line-opacity': 0.9,
        },
      },
    ],
    'area-label': [areaNames('town', 8, 13.4, 17), areaNames('community', 12, 17, 13)],
  },
}

function areaNames(ofLevel: 'town' | 'community', minzoom: number, maxzoom: number, size: number) {
  return {
    id: `${ofLevel}-name`,
    type: 'symbol' as const,
    source: 'area-points',
    minzoom,
    maxzoom,
    filter: ['==', level, ofLevel] as ExpressionSpecification,
    layout: {
      'text-field': localName(language.get()),
      'text-font': STRONG_TEXT,
      'text-size': size,
      'text-letter-spacing': 0.06,
      'text-max-width': 9,
      'text-padding': 6,
    },
    paint: { 'text-color': PALETTE.area, 'text-halo-color': PALETTE.halo, 'text-halo-width': 2 },
  }
}

/** Hangs the names on the label points of the areas, whenever they arrive. */
export function attachAreas(map: LibreMap) {
  const show = (all: readonly Area[]) =>
    map.getSource<GeoJSONSource>('area-points')?.setData({
      type: 'FeatureCollection',
      features: all.map(({ bbox: _, labelPoint, ...properties }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: labelPoint },
        properties,
      })),
    })
  show(areas.get())
  areas.subscribe(show)
}
