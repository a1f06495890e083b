/** Buildings, coloured by what they are used for. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { BUILDING, NAME } from '../../api/collections.ts'
import { type Drawing, tileSource } from '../../map/drawing.ts'
import { localName } from '../../map/label-text.ts'
import { TEXT } from '../../map/map-fonts.ts'
import { PALETTE } from '../../map/palette.ts'
import { language } from '../../state/language.ts'
import { USES_OF_GROUP } from './use-groups.ts'

const TILES = { source: 'buildings', 'source-layer': 'buildings' } as const

const colour = [
  'match',
  ['get', BUILDING.use],
  ...Object.entries(USES_OF_GROUP).flatMap(([group, uses]) => [
    uses,
    PALETTE.building[group as keyof typeof USES_OF_GROUP],
  ]),
  PALETTE.building.other,
] as unknown as ExpressionSpecification

export const buildingsDrawing: Drawing = {
  sources: { buildings: tileSource('buildings') },
  layers: {
    building: [
      {
        id: 'building',
        type: 'fill',
        ...TILES,
        minzoom: 13.5,
        paint: {
          'fill-color': colour,
          'fill-outline-color': [
            'interpolate',
            ['linear'],
            ['zoom'],
            14.2,
            'rgba(141, 129, 114, 0)',
            15.2,
            PALETTE.buildingEdge,
          ],
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.2, 0.85],
        },
      },
    ],
    'way-label': [
      {
        id: 'building-name',
        type: 'symbol',
        ...TILES,
        minzoom: 16.5,
        filter: ['has', NAME],
        layout: {
          'text-field': localName(language.get()),
          'text-font': TEXT,
          'text-size': 11,
          'text-max-width': 7,
        },
        paint: { 'text-color': PALETTE.softText, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.4 },
      },
    ],
  },
}
