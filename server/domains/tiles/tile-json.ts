import type { Layer } from '../../platform/layers.ts'
import type { TileJson } from './schemas.ts'
import { zoomsOf } from './tile-of.ts'

/** Where the data lies and whom to name for it: west, south, east, north. */
export type Ground = { bounds: [number, number, number, number]; attribution: string | null }

const FIELD_TYPE = {
  string: 'String',
  integer: 'Number',
  number: 'Number',
  boolean: 'Boolean',
  timestamp: 'String',
} as const

/** The TileJSON 3 of some layers; `template` is the absolute address of their tiles. */
export function tileJsonOf(layers: readonly Layer[], template: string, ground: Ground): TileJson {
  return {
    tilejson: '3.0.0',
    name: layers.map((layer) => layer.name).join(','),
    description: layers.map((layer) => `${layer.title.en} ${layer.title.zh}`).join(', '),
    version: '1.0.0',
    scheme: 'xyz',
    tiles: [template],
    ...zoomsOf(layers),
    bounds: ground.bounds,
    ...(ground.attribution ? { attribution: ground.attribution } : {}),
    vector_layers: layers.map((layer) => ({
      id: layer.name,
      description: `${layer.description.en} ${layer.description.zh}`,
      minzoom: layer.minZoom,
      maxzoom: layer.maxZoom,
      fields: {
        id: 'String',
        ...Object.fromEntries(
          Object.entries(layer.properties).map(([name, type]) => [name, FIELD_TYPE[type]]),
        ),
      },
    })),
  }
}
