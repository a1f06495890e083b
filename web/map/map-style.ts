/** The whole style: a ground, and on it the drawings of the features, storey by storey. No base map, no font server. */
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { type Drawing, STOREYS } from './drawing.ts'
import { fontFaces } from './map-fonts.ts'
import { PALETTE } from './palette.ts'

export function mapStyle(drawings: readonly Drawing[]): StyleSpecification {
  const ground: LayerSpecification = {
    id: 'ground',
    type: 'background',
    paint: { 'background-color': PALETTE.outside },
  }
  return {
    version: 8,
    'font-faces': fontFaces,
    sources: Object.assign({}, ...drawings.map((drawing) => drawing.sources)),
    layers: [
      ground,
      ...STOREYS.flatMap((storey) => drawings.flatMap((drawing) => drawing.layers[storey] ?? [])),
    ],
  }
}
