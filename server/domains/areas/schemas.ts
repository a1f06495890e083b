import { type Static, Type } from 'typebox'
import { Id, PageQuery } from '../../platform/schemas.ts'

const AreaLevel = Type.Enum(['province', 'city', 'county', 'town', 'community'])

export const AreaSchema = Type.Object({
  id: Id,
  parent: Type.Union([Id, Type.Null()]),
  county: Id,
  level: AreaLevel,
  code: Type.Union([Type.String({ description: '12-digit division code' }), Type.Null()]),
  name: Type.String(),
  nameEn: Type.Union([Type.String(), Type.Null()]),
  isFictional: Type.Boolean({ description: 'True for the generated demo' }),
  areaSquareMeters: Type.Number(),
  bbox: Type.Array(Type.Number(), { minItems: 4, maxItems: 4, description: 'west, south, east, north' }),
  labelPoint: Type.Array(Type.Number(), {
    minItems: 2,
    maxItems: 2,
    description: 'lng, lat of a point inside: where its name goes',
  }),
})
export type Area = Static<typeof AreaSchema>

export const AreaListQuery = Type.Object(
  {
    level: Type.Optional(AreaLevel),
    parent: Type.Optional(Id),
    ...PageQuery,
  },
  { additionalProperties: false },
)
export type AreaListQuery = Static<typeof AreaListQuery>

export const AreaListSchema = Type.Object({
  areas: Type.Array(AreaSchema),
  next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page' }),
})
