/** Shapes that every domain's schemas share. */
import { Type } from 'typebox'

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUIDv7',
})

export const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 3, description: '[lng, lat]' })

/** GeoJSON, as far as the contract says it: RFC 7946 has the rest. */
export const Geometry = Type.Object(
  { type: Type.String(), coordinates: Type.Optional(Type.Array(Type.Unknown())) },
  { additionalProperties: true, description: 'GeoJSON geometry (RFC 7946), EPSG:4326' },
)
export const Feature = Type.Object(
  {
    type: Type.Literal('Feature'),
    id: Type.Optional(Type.String()),
    geometry: Type.Union([Geometry, Type.Null()]),
    properties: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: true, description: 'GeoJSON feature' },
)

/** How a list is paged: the cursor is the id of the last row of the page before. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  cursor: Type.Optional(Id),
}
