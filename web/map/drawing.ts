/** What a feature draws, and in which storey of the map; `map-style.ts` puts the storeys on each other. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { type Collection, ID, tileJsonUrl } from '../api/collections.ts'

/** From the ground up. */
export const STOREYS = [
  'land',
  'grid',
  'water',
  'way',
  'building',
  'unit',
  'border',
  'highlight',
  'way-label',
  'label',
  'area-label',
  'tool',
] as const
type Storey = (typeof STOREYS)[number]

export type Drawing = Readonly<{
  sources: Record<string, SourceSpecification>
  layers: Partial<Record<Storey, LayerSpecification[]>>
}>

/** A collection of the server as a tile source; features keep their id so that they can be painted by state. */
export const tileSource = (collection: Collection): SourceSpecification => ({
  type: 'vector',
  url: tileJsonUrl(collection),
  promoteId: ID,
})

/** Points to hang labels on; one for each feature, where a tile would repeat it for each piece. */
export const emptyPoints = (): SourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
})
