import { type Static, Type } from 'typebox'
import { Feature, Id } from '../../platform/schemas.ts'

export const Link = Type.Object({
  href: Type.String(),
  rel: Type.String(),
  type: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
})
export type Link = Static<typeof Link>

const Format = Type.Optional(
  Type.Union([Type.Literal('json'), Type.Literal('html')], {
    description: 'json or html; without it, what Accept asks for',
  }),
)

/** west, south, east, north in degrees, west ≤ east. */
export type Box = readonly [number, number, number, number]

const strict = { additionalProperties: false }
export const FormatQuery = Type.Object({ f: Format }, strict)

/** More than `MOST_ITEMS` gives as many as that, as the standard wants. */
export const MOST_ITEMS = 10_000
export const ItemsQuery = Type.Object(
  {
    f: Format,
    limit: Type.Optional(Type.Integer({ minimum: 1, default: 100, description: `At most ${MOST_ITEMS}` })),
    bbox: Type.Optional(Type.String({ maxLength: 200, description: 'west,south,east,north in degrees' })),
    cursor: Type.Optional(Id),
  },
  strict,
)
export type ItemsQuery = Static<typeof ItemsQuery>

export const CollectionParams = Type.Object({
  collection: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 100 }),
})
export const ItemParams = Type.Object({
  ...CollectionParams.properties,
  item: Type.String({ minLength: 1, maxLength: 100 }),
})

export const LandingSchema = Type.Object({
  title: Type.String(),
  description: Type.String(),
  links: Type.Array(Link),
})
export const ConformanceSchema = Type.Object({ conformsTo: Type.Array(Type.String()) })
export const CollectionSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: Type.String(),
  itemType: Type.Literal('feature'),
  extent: Type.Object({
    spatial: Type.Object({ bbox: Type.Array(Type.Array(Type.Number())), crs: Type.String() }),
  }),
  crs: Type.Array(Type.String()),
  links: Type.Array(Link),
})
export type Collection = Static<typeof CollectionSchema>
export const CollectionsSchema = Type.Object({
  links: Type.Array(Link),
  collections: Type.Array(CollectionSchema),
})
export const ItemsSchema = Type.Object({
  type: Type.Literal('FeatureCollection'),
  timeStamp: Type.String({ format: 'date-time' }),
  numberReturned: Type.Integer(),
  numberMatched: Type.Optional(Type.Integer({ description: 'Left out where counting would be slow' })),
  links: Type.Array(Link),
  features: Type.Array(Feature),
})
