import { type Static, Type } from 'typebox'
import { Id } from '../../platform/schemas.ts'

const zoom = Type.Integer({ minimum: 0, maximum: 22, description: 'Zoom; 0 is the whole world in one tile' })
const column = Type.Integer({ minimum: 0, description: 'Column from the west' })
const row = Type.Integer({ minimum: 0, description: 'Row from the north' })

/** Names of collections joined by commas: one tile may carry several layers. */
export const Collections = Type.String({
  pattern: '^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$',
  maxLength: 200,
  description: 'A collection, or several joined by commas',
})

export const CollectionParams = Type.Object({ collections: Collections })
export const CollectionTileParams = Type.Object({ collections: Collections, z: zoom, x: column, y: row })
export const OgcTileParams = Type.Object({
  collection: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  tileMatrix: zoom,
  tileRow: row,
  tileCol: column,
})
export const PlanParams = Type.Object({ plan: Id })
export const PlanTileParams = Type.Object({ plan: Id, z: zoom, x: column, y: row })

export type TileAddress = Readonly<{ z: number; x: number; y: number }>

export const TileJsonSchema = Type.Object({
  tilejson: Type.Literal('3.0.0'),
  name: Type.String(),
  description: Type.String(),
  version: Type.Literal('1.0.0'),
  scheme: Type.Literal('xyz'),
  tiles: Type.Array(Type.String(), { description: 'Absolute addresses with {z}, {x} and {y}' }),
  minzoom: Type.Integer(),
  maxzoom: Type.Integer(),
  bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4, description: 'west, south, east, north' }),
  attribution: Type.Optional(Type.String()),
  vector_layers: Type.Array(
    Type.Object({
      id: Type.String(),
      description: Type.String(),
      minzoom: Type.Integer(),
      maxzoom: Type.Integer(),
      fields: Type.Record(Type.String(), Type.String()),
    }),
  ),
})
export type TileJson = Static<typeof TileJsonSchema>

export const VectorTile = {
  description: 'Mapbox vector tile, version 2, extent 4096, buffer 64',
  content: { 'application/vnd.mapbox-vector-tile': { schema: Type.String({ format: 'binary' }) } },
}
