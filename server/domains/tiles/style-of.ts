import type { LayerSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { POINT_COUNT } from '../../algorithms/tiling/cluster-features.ts'
import {
  type DrawnPart,
  type Expression,
  FONTS,
  growing,
  type Language,
  OUTSIDE,
  STOREYS,
} from '../../platform/appearance.ts'
import type { Layer } from '../../platform/layers.ts'

export type StyleFrame = Readonly<{
  name: string
  language: Language
  /** Where the map opens: west, south, east, north. */
  bounds: readonly [number, number, number, number]
  /** The absolute address of a layer's TileJSON. */
  tileJson: (layer: Layer) => string
}>

const isMany: Expression = ['has', POINT_COUNT]
const isOne: Expression = ['!', isMany]
const count: Expression = ['get', POINT_COUNT]

/**
 * The MapLibre style that draws some layers: from the ground up by storeys, within a storey in the order of the layers. It names no
 * fonts to load, no pictures and no base map.
 */
export function styleOf(layers: readonly Layer[], frame: StyleFrame): StyleSpecification {
  const drawn = layers.filter((layer) => layer.appearance !== undefined)
  const parts = drawn.flatMap((layer) => partsOf(layer, frame.language).map((part) => ({ layer, part })))
  const ground: LayerSpecification = {
    id: 'ground',
    type: 'background',
    paint: { 'background-color': OUTSIDE },
  }
  return {
    version: 8,
    name: frame.name,
    ...viewOf(frame.bounds),
    sources: Object.fromEntries(
      drawn.map((layer) => [layer.name, { type: 'vector', url: frame.tileJson(layer), promoteId: 'id' }]),
    ),
    layers: [
      ground,
      ...STOREYS.flatMap((storey) => parts.filter(({ part }) => part.storey === storey)).map(
        ({ layer, part: { name, storey: _, ...part } }) =>
          ({
            id: `${layer.name}-${name}`,
            source: layer.name,
            'source-layer': layer.name,
            ...part,
          }) as LayerSpecification,
      ),
    ],
  }
}

/** What a layer is drawn by; of points that may be clusters, its own parts draw the single ones. */
function partsOf({ geometryType, appearance }: Layer, language: Language): readonly DrawnPart[] {
  const parts = appearance!.parts(language)
  if (geometryType !== 'point') return parts
  const singles = parts.map((part) => {
    const own = 'filter' in part ? (part.filter as Expression) : undefined
    return { ...part, filter: own ? ['all', isOne, own] : isOne } as DrawnPart
  })
  return [...clusters(appearance!.clusterColour ?? OUTSIDE), ...singles]
}

/** A circle as large as it stands for many, with their number. */
const clusters = (colour: string): DrawnPart[] => [
  {
    name: 'cluster',
    storey: 'point',
    type: 'circle',
    filter: isMany,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['ln', count], Math.log(2), 7, Math.log(10_000), 24],
      'circle-color': colour,
      'circle-opacity': 0.8,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
    },
  },
  {
    name: 'cluster-count',
    storey: 'point',
    type: 'symbol',
    filter: isMany,
    layout: {
      'text-field': ['to-string', count],
      'text-font': FONTS,
      'text-size': growing(10, 9.5, 14, 11.5),
      // A number belongs to its circle: it is not left out for another's.
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#ffffff' },
  },
]

/** Pixels of a window in which all is seen at the start, and of a tile. */
const [WINDOW, TILE] = [720, 512]

/** Where a map opens that is not told where to: the middle, from as near as shows all. */
function viewOf([west, south, east, north]: StyleFrame['bounds']) {
  const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)
  const side = Math.max((east - west) / 360, mercator(north) - mercator(south), 1e-6)
  const zoom = Math.log2(WINDOW / TILE / side)
  return {
    center: [(west + east) / 2, (south + north) / 2] as [number, number],
    zoom: Math.max(0, Math.min(16, Math.floor(zoom * 10) / 10)),
  }
}
