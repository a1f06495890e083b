/** What ground is divided along: waters, roads by class, railways and ferries. */
import {
  type Appearance,
  type DrawnPart,
  type Expression,
  FONTS,
  growing,
  type Language,
  legible,
  localName,
  SOFT_TEXT,
} from '../../platform/appearance.ts'

const WATER = '#b5d4e3'
const WATER_EDGE = '#8fb9cf'
const WATER_TEXT = '#3d7391'
const FERRY = '#4c86a8'
const [ROAD, ROAD_EDGE] = ['#ffffff', '#cfc7ba']
const [ARTERIAL, ARTERIAL_EDGE] = ['#fdeecb', '#d8bd84']
const PATH = '#c9bba4'
const RAIL = '#8b8f98'

/** Metres of carriageway by class, strongest first; anything else is a path. */
const METERS = {
  motorway: 26,
  trunk: 24,
  primary: 22,
  secondary: 17,
  tertiary: 13,
  residential: 9,
  service: 6,
  lane: 4,
}
const ARTERIALS = ['motorway', 'trunk', 'primary', 'secondary']

const kind: Expression = ['get', 'kind']
const roadClass: Expression = ['get', 'class']
const isRoad: Expression = ['==', kind, 'road']
const isArea: Expression = ['==', ['geometry-type'], 'Polygon']
const isArterial: Expression = ['in', roadClass, ['literal', ARTERIALS]]
/** Small roads appear when there is room for them. */
const isRoomFor: Expression = [
  'step',
  ['zoom'],
  isArterial,
  12.5,
  ['in', roadClass, ['literal', [...ARTERIALS, 'tertiary', 'residential']]],
  14,
  true,
]
const isShownRoad: Expression = ['all', isRoad, ['!=', roadClass, 'path'], isRoomFor]
const roadMeters = ['match', roadClass, ...Object.entries(METERS).flat(), 2.5] as unknown as Expression
const round = { 'line-cap': 'round', 'line-join': 'round' } as const

/** Pixels, growing with the zoom a little slower than the ground does; `edge` pixels show on both sides together. */
function roadWidth(edge: number): Expression {
  const pixels = (pixelsPerMeter: number, extra: number): Expression => [
    '+',
    ['*', pixelsPerMeter, roadMeters],
    extra,
  ]
  return [
    'interpolate',
    ['exponential', 1.6],
    ['zoom'],
    11,
    pixels(0.05, edge / 2),
    14,
    pixels(0.2, edge),
    18,
    pixels(1.5, edge),
  ]
}

const waters: DrawnPart[] = [
  {
    name: 'water',
    storey: 'water',
    type: 'fill',
    filter: ['all', ['==', kind, 'water'], isArea],
    paint: { 'fill-color': WATER, 'fill-outline-color': WATER_EDGE },
  },
  {
    name: 'river',
    storey: 'water',
    type: 'line',
    filter: ['all', ['==', kind, 'water'], ['!', isArea]],
    layout: round,
    paint: {
      'line-color': WATER,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 11, 0.7, 14, 2, 18, 12],
    },
  },
  {
    name: 'ferry',
    storey: 'water',
    type: 'line',
    filter: ['==', roadClass, 'ferry'],
    paint: { 'line-color': FERRY, 'line-width': 1.8, 'line-dasharray': [3, 2.5] },
  },
]

const ways: DrawnPart[] = [
  {
    name: 'path',
    storey: 'way',
    type: 'line',
    minzoom: 15,
    filter: ['all', isRoad, ['==', roadClass, 'path']],
    paint: { 'line-color': PATH, 'line-width': 1, 'line-dasharray': [2, 2] },
  },
  {
    name: 'road-edge',
    storey: 'way',
    type: 'line',
    filter: isShownRoad,
    layout: round,
    paint: { 'line-color': ['case', isArterial, ARTERIAL_EDGE, ROAD_EDGE], 'line-width': roadWidth(1.6) },
  },
  {
    name: 'road',
    storey: 'way',
    type: 'line',
    filter: isShownRoad,
    layout: { ...round, 'line-sort-key': roadMeters },
    paint: { 'line-color': ['case', isArterial, ARTERIAL, ROAD], 'line-width': roadWidth(0) },
  },
  {
    name: 'rail',
    storey: 'way',
    type: 'line',
    filter: ['==', kind, 'rail'],
    paint: { 'line-color': RAIL, 'line-width': growing(11, 1, 17, 4) },
  },
  {
    name: 'rail-sleepers',
    storey: 'way',
    type: 'line',
    minzoom: 12.5,
    filter: ['==', kind, 'rail'],
    paint: { 'line-color': ROAD, 'line-width': growing(12, 0.8, 17, 2.4), 'line-dasharray': [4, 4] },
  },
]

const namesAlong = (
  language: Language,
  part: Pick<DrawnPart, 'name' | 'filter'> & { minzoom: number; spacing: number; colour: string },
): DrawnPart => ({
  name: part.name,
  storey: 'way-label',
  type: 'symbol',
  minzoom: part.minzoom,
  filter: part.filter as Expression,
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': part.spacing,
    'text-field': localName(language),
    'text-font': FONTS,
    'text-size': growing(13, 11, 17, 13.5),
    'text-letter-spacing': 0.12,
  },
  paint: legible(part.colour),
})

export const barriersAppearance: Appearance = {
  parts: (language) => [
    ...waters,
    ...ways,
    namesAlong(language, {
      name: 'road-name',
      minzoom: 13.5,
      filter: ['all', isRoad, ['has', 'name'], ['step', ['zoom'], isArterial, 15, true]],
      spacing: 380,
      colour: SOFT_TEXT,
    }),
    namesAlong(language, {
      name: 'water-name',
      minzoom: 12.5,
      filter: ['all', ['in', kind, ['literal', ['water', 'link']]], ['has', 'name'], ['!', isArea]],
      spacing: 500,
      colour: WATER_TEXT,
    }),
  ],
}
