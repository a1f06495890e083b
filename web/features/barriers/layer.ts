/** What ground is divided along: waters, roads, railways, bridges and ferries. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { BARRIER, NAME } from '../../api/collections.ts'
import { type Drawing, tileSource } from '../../map/drawing.ts'
import { localName } from '../../map/label-text.ts'
import { TEXT } from '../../map/map-fonts.ts'
import { PALETTE } from '../../map/palette.ts'
import { isArterial, isRoomFor, roadClass, roadMeters, roadWidth } from '../../map/road-classes.ts'
import { language } from '../../state/language.ts'

const TILES = { source: 'barriers', 'source-layer': 'barriers' } as const
const kind: ExpressionSpecification = ['get', BARRIER.kind]
const isBridge: ExpressionSpecification = ['==', ['get', BARRIER.isBridge], true]
const isRoad: ExpressionSpecification = ['==', kind, 'road']
const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']

const isShownRoad: ExpressionSpecification = ['all', isRoad, ['!=', roadClass, 'path'], isRoomFor]

const round = { 'line-cap': 'round', 'line-join': 'round' } as const

const water: LayerSpecification[] = [
  {
    id: 'water-area',
    type: 'fill',
    ...TILES,
    filter: ['all', ['==', kind, 'water'], isArea],
    paint: { 'fill-color': PALETTE.water, 'fill-outline-color': PALETTE.waterEdge },
  },
  {
    id: 'water-line',
    type: 'line',
    ...TILES,
    filter: ['all', ['==', kind, 'water'], ['!', isArea]],
    layout: round,
    paint: {
      'line-color': PALETTE.water,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 11, 0.7, 14, 2, 18, 12],
    },
  },
  {
    id: 'ferry',
    type: 'line',
    ...TILES,
    filter: ['==', roadClass, 'ferry'],
    paint: { 'line-color': PALETTE.ferry, 'line-width': 1.8, 'line-dasharray': [3, 2.5] },
  },
]

const ways: LayerSpecification[] = [
  {
    id: 'path',
    type: 'line',
    ...TILES,
    minzoom: 15,
    filter: ['all', isRoad, ['==', roadClass, 'path']],
    paint: { 'line-color': PALETTE.path, 'line-width': 1, 'line-dasharray': [2, 2] },
  },
  {
    id: 'road-casing',
    type: 'line',
    ...TILES,
    filter: isShownRoad,
    layout: round,
    paint: {
      'line-color': ['case', isArterial, PALETTE.arterialCasing, PALETTE.roadCasing],
      'line-width': roadWidth(1.6),
    },
  },
  {
    id: 'road',
    type: 'line',
    ...TILES,
    filter: isShownRoad,
    layout: { ...round, 'line-sort-key': roadMeters },
    paint: { 'line-color': ['case', isArterial, PALETTE.arterial, PALETTE.road], 'line-width': roadWidth(0) },
  },
  {
    id: 'bridge-edge',
    type: 'line',
    ...TILES,
    minzoom: 12.5,
    filter: ['all', isRoad, isBridge],
    paint: { 'line-color': PALETTE.softText, 'line-width': roadWidth(2.4) },
  },
  {
    id: 'bridge',
    type: 'line',
    ...TILES,
    minzoom: 12.5,
    filter: ['all', isRoad, isBridge],
    paint: { 'line-color': ['case', isArterial, PALETTE.arterial, PALETTE.road], 'line-width': roadWidth(0) },
  },
  {
    id: 'rail',
    type: 'line',
    ...TILES,
    filter: ['==', kind, 'rail'],
    paint: { 'line-color': PALETTE.rail, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1, 17, 4] },
  },
  {
    id: 'rail-sleepers',
    type: 'line',
    ...TILES,
    minzoom: 12.5,
    filter: ['==', kind, 'rail'],
    paint: {
      'line-color': PALETTE.road,
      'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.8, 17, 2.4],
      'line-dasharray': [4, 4],
    },
  },
]

const names: LayerSpecification[] = [
  {
    id: 'road-name',
    type: 'symbol',
    ...TILES,
    minzoom: 13.5,
    filter: ['all', isRoad, ['has', NAME], ['step', ['zoom'], isArterial, 15, true]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 380,
      'text-field': localName(language.get()),
      'text-font': TEXT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 10.5, 17, 13.5],
      'text-letter-spacing': 0.12,
    },
    paint: { 'text-color': PALETTE.softText, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.6 },
  },
  {
    id: 'water-name',
    type: 'symbol',
    ...TILES,
    minzoom: 12.5,
    filter: ['all', ['in', kind, ['literal', ['water', 'link']]], ['has', NAME], ['!', isArea]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 500,
      'text-field': localName(language.get()),
      'text-font': TEXT,
      'text-size': 12.5,
      'text-letter-spacing': 0.2,
    },
    paint: { 'text-color': PALETTE.waterText, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.4 },
  },
]

/** A water's name once in each tile it reaches: a tile does not know its neighbours. */
const waterAreaName: LayerSpecification = {
  id: 'water-area-name',
  type: 'symbol',
  ...TILES,
  minzoom: 13,
  filter: ['all', ['==', kind, 'water'], ['has', NAME], isArea],
  layout: {
    'text-field': localName(language.get()),
    'text-font': TEXT,
    'text-size': ['interpolate', ['linear'], ['zoom'], 13, 12, 17, 16],
    'text-letter-spacing': 0.25,
    'text-padding': 60,
  },
  paint: { 'text-color': PALETTE.waterText, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.4 },
}

export const barriersDrawing: Drawing = {
  sources: { barriers: tileSource('barriers') },
  layers: { water, way: ways, 'way-label': [...names, waterAreaName] },
}
