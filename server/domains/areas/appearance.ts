/** Administrative areas on a map: land, borders and names. */
import {
  type Appearance,
  type DrawnPart,
  type Expression,
  FONTS,
  growing,
  type Language,
  legible,
  localName,
} from '../../platform/appearance.ts'

const LAND = '#f7f5f0'
const AREA = '#3f5166'

const level: Expression = ['get', 'level']
const round = { 'line-join': 'round' } as const

const land: DrawnPart = {
  name: 'land',
  storey: 'land',
  type: 'fill',
  filter: ['in', level, ['literal', ['county', 'town', 'community']]],
  paint: { 'fill-color': LAND },
}

const communityBorder: DrawnPart = {
  name: 'community-border',
  storey: 'border',
  type: 'line',
  minzoom: 9,
  filter: ['==', level, 'community'],
  layout: round,
  paint: {
    'line-color': AREA,
    'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 14, 2.2, 17, 3.4],
    'line-opacity': growing(14, 0.9, 16, 0.6),
  },
}

const townBorder: DrawnPart = {
  name: 'town-border',
  storey: 'border',
  type: 'line',
  filter: ['!=', level, 'community'],
  layout: round,
  paint: {
    'line-color': AREA,
    'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 14, 2.6, 17, 4],
    'line-opacity': 0.9,
  },
}

const names = (language: Language, of: string, zooms: [number, number], size: number): DrawnPart => ({
  name: `${of}-name`,
  storey: 'area-label',
  type: 'symbol',
  minzoom: zooms[0],
  maxzoom: zooms[1],
  filter: ['==', level, of],
  layout: {
    'text-field': localName(language),
    'text-font': FONTS,
    'text-size': size,
    'text-letter-spacing': 0.06,
    'text-max-width': 9,
    'text-padding': 24,
  },
  paint: legible(AREA, 2),
})

const communityNames = (language: Language) => names(language, 'community', [12, 15], 13)

export const areasAppearance: Appearance = {
  parts: (language) => [
    land,
    communityBorder,
    townBorder,
    names(language, 'county', [5, 9], 17),
    names(language, 'town', [9, 13.4], 17),
    communityNames(language),
  ],
}

export const communitiesAppearance: Appearance = {
  parts: (language) => [land, communityBorder, communityNames(language)],
}
