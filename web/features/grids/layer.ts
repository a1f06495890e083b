/** The grids of the active plans: coloured by households, hatched where an exception, with their codes. */
import type { ExpressionSpecification, GeoJSONSource, Map as LibreMap } from 'maplibre-gl'
import { GRID, ID } from '../../api/collections.ts'
import { type Drawing, emptyPoints, tileSource } from '../../map/drawing.ts'
import { isNarrow } from '../../map/frame.ts'
import { STRONG_TEXT } from '../../map/map-fonts.ts'
import { PALETTE } from '../../map/palette.ts'
import { type Band, DEFAULT_BAND, type GridRegister, gridRegister } from '../../state/grids.ts'
import { type Language, language, translate } from '../../state/language.ts'
import { selectedGrid, tool } from '../../state/selection.ts'
import { hatchPattern } from './hatch-pattern.ts'
import { householdClasses } from './household-scale.ts'
import { labelPoint } from './label-point.ts'

const TILES = { source: 'grids', 'source-layer': 'grids' } as const
const HATCH = 'exception-hatch'

const households: ExpressionSpecification = ['get', GRID.households]
const isHovered: ExpressionSpecification = ['boolean', ['feature-state', 'hovered'], false]
const isSelected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const isException: ExpressionSpecification = ['!=', ['coalesce', ['get', GRID.exception], ''], '']

function colourOfHouseholds(band: Band): ExpressionSpecification {
  const [under, ...rest] = householdClasses(band)
  const steps = rest.flatMap(({ from, colour }) => [from, colour])
  return ['step', households, under!.colour, ...steps] as unknown as ExpressionSpecification
}

/** `003` from afar; the whole code and the households near by. A draft has its label only. */
function codeText(tag: Language): ExpressionSpecification {
  const short: ExpressionSpecification = [
    'case',
    ['has', GRID.code],
    ['slice', ['get', GRID.code], -3],
    ['get', GRID.label],
  ]
  const counted = translate(tag, 'unit.households', { value: '\u0000' }).split('\u0000')
  const figure: ExpressionSpecification = [
    'concat',
    counted[0] ?? '',
    ['to-string', households],
    counted[1] ?? '',
  ]
  const below = (first: ExpressionSpecification): ExpressionSpecification => [
    'format',
    first,
    {},
    '\n',
    {},
    figure,
    { 'font-scale': 0.82 },
  ]
  return [
    'step',
    ['zoom'],
    short,
    14.3,
    below(short),
    15.8,
    below(['coalesce', ['get', GRID.code], ['get', GRID.label]]),
  ]
}

export const gridsDrawing: Drawing = {
  sources: { grids: tileSource('grids'), 'grid-points': emptyPoints() },
  layers: {
    grid: [
      {
        id: 'grid-fill',
        type: 'fill',
        ...TILES,
        paint: {
          'fill-color': colourOfHouseholds(DEFAULT_BAND),
          'fill-opacity': ['case', isSelected, 0.95, isHovered, 0.9, 0.74],
        },
      },
      { id: 'grid-hatch', type: 'fill', ...TILES, filter: isException, paint: { 'fill-pattern': HATCH } },
    ],
    border: [
      {
        id: 'grid-edge',
        type: 'line',
        ...TILES,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': PALETTE.gridEdge,
          'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.3, 13, 0.8, 17, 1.8],
          'line-opacity': 0.7,
        },
      },
    ],
    highlight: [
      {
        id: 'grid-hovered',
        type: 'line',
        ...TILES,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': PALETTE.selected, 'line-width': ['case', isHovered, 2.4, 0] },
      },
      {
        id: 'grid-selected',
        type: 'line',
        ...TILES,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': PALETTE.selected, 'line-width': ['case', isSelected, 4, 0] },
      },
    ],
    label: [
      {
        id: 'grid-code',
        type: 'symbol',
        source: 'grid-points',
        minzoom: 12.4,
        layout: {
          'text-field': codeText(language.get()),
          'text-font': STRONG_TEXT,
          'text-size': ['interpolate', ['linear'], ['zoom'], 12, 10.5, 16, 14],
          'text-line-height': 1.25,
          'text-padding': 2,
          'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
          'text-radial-offset': 0.9,
        },
        paint: { 'text-color': PALETTE.text, 'text-halo-color': PALETTE.halo, 'text-halo-width': 1.6 },
      },
    ],
  },
}

/** Brings the drawing to life: the band's colours, labels, hover, and the picked grid. */
export function attachGrids(map: LibreMap) {
  map.addImage(HATCH, hatchPattern(), { pixelRatio: 2 })
  const showRegister = ({ band, grids }: GridRegister) => {
    map.setPaintProperty('grid-fill', 'fill-color', colourOfHouseholds(band))
    map.getSource<GeoJSONSource>('grid-points')?.setData({
      type: 'FeatureCollection',
      features: [...grids.values()].map((grid) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: labelPoint(grid.geometry) },
        properties: {
          [GRID.label]: grid.properties.label,
          ...(grid.properties.code ? { [GRID.code]: grid.properties.code } : {}),
          [GRID.households]: grid.properties.households,
        },
      })),
    })
  }
  showRegister(gridRegister.get())
  gridRegister.subscribe(showRegister)
  language.subscribe((tag) => map.setLayoutProperty('grid-code', 'text-field', codeText(tag)))
  followPointer(map)
  followSelection(map)
}

function followPointer(map: LibreMap) {
  let hovered: string | undefined
  const hover = (id: string | undefined) => {
    if (id === hovered) return
    if (hovered)
      map.setFeatureState({ source: 'grids', sourceLayer: 'grids', id: hovered }, { hovered: false })
    if (id) map.setFeatureState({ source: 'grids', sourceLayer: 'grids', id }, { hovered: true })
    hovered = id
    if (tool.get() === 'select') map.getCanvas().style.cursor = id ? 'pointer' : ''
  }
  map.on('mousemove', 'grid-fill', (event) => hover(event.features?.[0]?.properties[ID]))
  map.on('mouseleave', 'grid-fill', () => hover(undefined))
  map.on('click', (event) => {
    if (tool.get() !== 'select') return
    const [grid] = map.queryRenderedFeatures(event.point, { layers: ['grid-fill'] })
    selectedGrid.set(grid?.properties[ID])
    if (grid && isNarrow(map.getContainer())) keepInSight(map, event.lngLat)
  })
}

/** On a phone the figures rise from below: what was picked moves above them. */
function keepInSight(map: LibreMap, lngLat: { lng: number; lat: number }) {
  map.easeTo({ center: lngLat, offset: [0, -map.getContainer().clientHeight * 0.2] })
}

function followSelection(map: LibreMap) {
  let shown: string | undefined
  const show = (id: string | undefined) => {
    if (shown) map.setFeatureState({ source: 'grids', sourceLayer: 'grids', id: shown }, { selected: false })
    if (id) map.setFeatureState({ source: 'grids', sourceLayer: 'grids', id }, { selected: true })
    shown = id
  }
  show(selectedGrid.get())
  selectedGrid.subscribe(show)
}
