import { type Static, Type } from 'typebox'
import { Feature } from '../../platform/schemas.ts'

export const Link = Type.Object({
  href: Type.String(),
  rel: Type.String(),
  type: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
})
export type Link = Static<typeof Link>

const strict = { additionalProperties: false }

const PageFormat = Type.Union([Type.Literal('json'), Type.Literal('html')], {
  description: 'json or html; without it, what Accept asks for',
})
const ItemFormat = Type.Union(
  [
    Type.Literal('json'),
    Type.Literal('html'),
    Type.Literal('geojsonseq'),
    Type.Literal('csv'),
    Type.Literal('fgb'),
  ],
  {
    description: 'GeoJSON, HTML, GeoJSON text sequence, CSV or FlatGeobuf; without it, what Accept asks for',
  },
)
export type PageFormat = Static<typeof PageFormat>
export type ItemFormat = Static<typeof ItemFormat>

export const FormatQuery = Type.Object({ f: Type.Optional(PageFormat) }, strict)

/** Clients ask for the only format there is, too. */
export const SchemaQuery = Type.Object({ f: Type.Optional(Type.Literal('json')) }, strict)

export const DEFAULT_LIMIT = 100
/** Up to here an answer is put together before it is sent, so that it has an ETag; beyond, it is sent as it is read. */
export const MOST_KEPT = 10_000
/** More rows than this make no page to look at. */
export const MOST_SHOWN = 500

const text = (description: string, maxLength = 2000) => Type.Optional(Type.String({ maxLength, description }))
const Crs = text('URI of the system of the coordinates in the answer, one of those the collection lists', 200)
const Datetime = text(
  'Moment, date or interval (a/b, a/.., ../b, a/P2D). Layers with versions show what held then, others what went on',
  200,
)

export const ItemsQuery = Type.Object(
  {
    f: Type.Optional(ItemFormat),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: `How many at most; ${DEFAULT_LIMIT} when absent, and all in the formats geojsonseq, csv and fgb. Over ${MOST_KEPT} the answer is streamed`,
      }),
    ),
    bbox: text('west,south,east,north in degrees, or in the order of bbox-crs', 500),
    'bbox-crs': text('URI of the system of bbox', 200),
    datetime: Datetime,
    crs: Crs,
    filter: text('A condition in CQL2 over the queryables of the collection', 20_000),
    'filter-lang': Type.Optional(
      Type.Union([Type.Literal('cql2-text'), Type.Literal('cql2-json')], {
        description: 'The language of filter; cql2-text when absent',
      }),
    ),
    'filter-crs': text('URI of the system of the geometries in filter', 200),
    sortby: text('Properties to sort by, each with + (rising) or - (falling) before it; nulls come last'),
    properties: text('The properties to give, comma-separated; none when empty'),
    skipGeometry: Type.Optional(Type.Boolean({ description: 'true leaves the geometry out' })),
    cursor: text('Where the page begins, as a next link says it', 4000),
  },
  // A property of the collection is a parameter too; what is none is refused by `conditionsOfProperties`.
  { additionalProperties: true },
)
export type ItemsQuery = Static<typeof ItemsQuery>

export const ItemQuery = Type.Object({ f: Type.Optional(PageFormat), crs: Crs, datetime: Datetime }, strict)
export type ItemQuery = Static<typeof ItemQuery>

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
const Extent = Type.Object({
  spatial: Type.Object({ bbox: Type.Array(Type.Array(Type.Number())), crs: Type.String() }),
  temporal: Type.Optional(
    Type.Object({
      interval: Type.Array(Type.Array(Type.Union([Type.String(), Type.Null()]))),
      trs: Type.String(),
    }),
  ),
})
export const CollectionSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: Type.String(),
  itemType: Type.Literal('feature'),
  extent: Extent,
  crs: Type.Array(Type.String()),
  storageCrs: Type.String(),
  links: Type.Array(Link),
})
export type Collection = Static<typeof CollectionSchema>
export const CollectionsSchema = Type.Object({
  links: Type.Array(Link),
  crs: Type.Array(Type.String()),
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
/** A JSON Schema of what a filter or an order may name. Its `$schema` and `$id` go unsaid here: the maker of the contract takes them for its own. */
export const PropertiesSchema = Type.Object(
  {
    type: Type.Literal('object'),
    title: Type.String(),
    properties: Type.Record(Type.String(), Type.Unknown()),
    additionalProperties: Type.Boolean(),
  },
  { additionalProperties: true },
)
