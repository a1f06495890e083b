/** How layers look on maps that are not ours: what a domain says of its layer, in the words of the MapLibre style specification. */
import type {
  BackgroundLayerSpecification,
  ExpressionSpecification,
  LayerSpecification,
} from '@maplibre/maplibre-gl-style-spec'

export type Expression = ExpressionSpecification

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** From the ground up: the parts of all layers lie on each other in this order, as in the viewer. */
export const STOREYS = [
  'land',
  'grid',
  'water',
  'way',
  'building',
  'unit',
  'border',
  'point',
  'way-label',
  'label',
  'area-label',
] as const

type WithoutAddress<Specification> = Specification extends unknown
  ? Omit<Specification, 'id' | 'source' | 'source-layer'>
  : never

/** A layer of a style, but for where its data comes from; its id is the layer's name and this one. */
export type DrawnPart = Readonly<{ name: string; storey: (typeof STOREYS)[number] }> &
  WithoutAddress<Exclude<LayerSpecification, BackgroundLayerSpecification>>

export type Appearance = Readonly<{
  /** What is drawn of single features, in the language of the labels. */
  parts: (language: Language) => readonly DrawnPart[]
  /** Of a layer of points: the colour of what stands for many of them. */
  clusterColour?: string
}>

/** Colours of what belongs to no domain; those of things are with their layers. The viewer has the same (web/map/palette.ts). */
export const OUTSIDE = '#e8ecee'
export const TEXT = '#27313b'
export const SOFT_TEXT = '#5b6672'
const HALO = 'rgba(255, 255, 255, 0.92)'

/** Fonts of the reader's machine, best first: a style without `glyphs` names them as CSS does. */
export const FONTS = ['Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif']

/** The name in a language, or the one there is. */
export const localName = (language: Language): Expression =>
  language === 'en'
    ? ['coalesce', ['get', 'nameEn'], ['get', 'name']]
    : ['coalesce', ['get', 'name'], ['get', 'nameEn']]

/** Text that is read over anything. */
export const legible = (colour: string, haloPixels = 1.6) => ({
  'text-color': colour,
  'text-halo-color': HALO,
  'text-halo-width': haloPixels,
})

/** Pixels that grow with the zoom between two zooms. */
export const growing = (zoom: number, pixels: number, lastZoom: number, lastPixels: number): Expression => [
  'interpolate',
  ['linear'],
  ['zoom'],
  zoom,
  pixels,
  lastZoom,
  lastPixels,
]
