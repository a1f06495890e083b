/** Buildings by use, and units as thin lines. */
import {
  type Appearance,
  type Expression,
  FONTS,
  growing,
  legible,
  localName,
  SOFT_TEXT,
} from '../../platform/appearance.ts'

/** The uses that sources name, in the few groups that a map can colour. */
const COLOUR_OF_USES = [
  ['#c7b8a6', ['residential', 'apartments', 'house', 'detached', 'terrace', 'dormitory', 'farm']],
  ['#d99a7c', ['commercial', 'retail', 'office', 'hotel', 'market']],
  ['#a9a6bd', ['industrial', 'warehouse', 'harbour']],
  [
    '#8fb7a5',
    ['public', 'school', 'hospital', 'civic', 'government', 'kindergarten', 'university', 'church', 'temple'],
  ],
] as const
const OTHER_USE = '#bfbab2'
const EDGE = '#8d8172'
const UNIT = '#5f6770'

const colourOfUse = [
  'match',
  ['get', 'use'],
  ...COLOUR_OF_USES.flatMap(([colour, uses]) => [[...uses], colour]),
  OTHER_USE,
] as unknown as Expression

export const buildingsAppearance: Appearance = {
  parts: (language) => [
    {
      name: 'fill',
      storey: 'building',
      type: 'fill',
      minzoom: 13.5,
      paint: {
        'fill-color': colourOfUse,
        'fill-outline-color': [
          'interpolate',
          ['linear'],
          ['zoom'],
          14.2,
          'rgba(141, 129, 114, 0)',
          15.2,
          EDGE,
        ],
        'fill-opacity': growing(13.5, 0, 14.2, 0.85),
      },
    },
    {
      name: 'name',
      storey: 'way-label',
      type: 'symbol',
      minzoom: 16.5,
      filter: ['has', 'name'],
      layout: {
        'text-field': localName(language),
        'text-font': FONTS,
        'text-size': 11,
        'text-max-width': 7,
      },
      paint: legible(SOFT_TEXT, 1.4),
    },
  ],
}

export const unitsAppearance: Appearance = {
  parts: () => [
    {
      name: 'line',
      storey: 'unit',
      type: 'line',
      minzoom: 14,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': UNIT, 'line-width': growing(14, 0.3, 17, 1.2), 'line-opacity': 0.5 },
    },
  ],
}
