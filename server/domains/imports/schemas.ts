import { type Static, Type } from 'typebox'
import { Geometry, Id, PageQuery } from '../../platform/schemas.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Field = Type.Optional(Name)

/** What the user says about files and what they hold; all of it has defaults. */
export const ImportOptionsSchema = Type.Object(
  {
    source: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'Names the data set: a feature is known again by it and its own id. Default: osm for OpenStreetMap, else the name of the first file',
      }),
    ),
    layer: Type.Optional(
      Type.Enum(['areas', 'buildings', 'barriers', 'units'], {
        description: 'What the features are; OpenStreetMap files say it themselves. Default: areas',
      }),
    ),
    crs: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'EPSG:4326, 4490, 3857, 4491–4554, gcj02, bd09 …; wins over what the file carries',
      }),
    ),
    axes: Type.Optional(Type.Enum(['xy', 'yx'], { description: 'yx: latitude or northing first' })),
    encoding: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'Of text and attribute tables, for example gbk',
      }),
    ),
    layerName: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Which layer of an archive' }),
    ),
    idField: Field,
    x: Field,
    y: Field,
    fields: Type.Optional(
      Type.Partial(
        Type.Object({
          code: Name,
          name: Name,
          nameEn: Name,
          level: Name,
          parent: Name,
          households: Name,
          population: Name,
          levels: Name,
          use: Name,
          compound: Name,
          kind: Name,
          class: Name,
          bridge: Name,
          tunnel: Name,
        }),
        {
          additionalProperties: false,
          description: 'Which property holds what, where the usual names do not fit',
        },
      ),
    ),
    level: Type.Optional(
      Type.Enum(['province', 'city', 'county', 'town', 'community'], {
        description: 'Level of areas that do not say theirs',
      }),
    ),
    barrier: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum(['water', 'rail', 'road', 'link']),
          class: Type.String({ minLength: 1, maxLength: 50 }),
        },
        { additionalProperties: false, description: 'Kind and class of barriers that do not say theirs' },
      ),
    ),
    communityLevel: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 15,
        description:
          'admin_level of communities in OpenStreetMap. Default: the deepest whose boundaries close',
      }),
    ),
    householdsTotal: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2 ** 31 - 1,
        description: 'Known households of all buildings together',
      }),
    ),
    outline: Type.Optional(
      Type.Union([Geometry, Type.Literal('extent')], {
        description:
          'A polygon to make a community of, or "extent" for the extent of what is imported (OpenStreetMap: default where there is no community at all)',
      }),
    ),
    outlineName: Field,
    buildUnits: Type.Optional(
      Type.Boolean({ description: 'Make the units of the changed ground anew. Default: for OpenStreetMap' }),
    ),
    ignoreCrsGuard: Type.Optional(
      Type.Boolean({ description: 'The coordinates are right although they look shifted' }),
    ),
  },
  { additionalProperties: false },
)
export type FileOptions = Static<typeof ImportOptionsSchema>

export const ImportBodySchema = Type.Object(
  {
    features: Type.Object(
      { type: Type.String() },
      { additionalProperties: true, description: 'GeoJSON: FeatureCollection, Feature or geometry' },
    ),
    options: Type.Optional(ImportOptionsSchema),
  },
  { additionalProperties: false },
)

export const ImportStartedSchema = Type.Object({ job: Id })

const Count = Type.Integer({ minimum: 0 })
const LayerCountsSchema = Type.Object({
  read: Count,
  added: Count,
  changed: Count,
  unchanged: Count,
  repaired: Count,
  rejected: Count,
})

export const ImportSchema = Type.Object({
  id: Id,
  job: Type.Union([Id, Type.Null()]),
  source: Type.String(),
  fileName: Type.String(),
  format: Type.String(),
  crs: Type.String(),
  state: Type.Enum(['staging', 'done', 'failed']),
  counts: Type.Record(Type.String(), LayerCountsSchema, { description: 'By layer' }),
  findings: Count,
  createdAt: Type.String({ format: 'date-time' }),
  finishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type Import = Static<typeof ImportSchema>

export const ImportListSchema = Type.Object({
  imports: Type.Array(ImportSchema),
  next: Type.Union([Id, Type.Null()], { description: 'Cursor of the next page' }),
})
export const ImportListQuery = Type.Object(PageQuery, { additionalProperties: false })

export const ImportFindingSchema = Type.Object({
  ordinal: Type.Integer(),
  rule: Type.String({
    description:
      'repaired-geometry, unrepairable-geometry, incomplete-relation, areas-overlap, sliver-between-areas …',
  }),
  severity: Type.Enum(['info', 'warning', 'error']),
  layer: Type.String(),
  subject: Type.String({ description: 'The id in the source' }),
  message: Type.String(),
  remedy: Type.Union([Type.String(), Type.Null()]),
  size: Type.Union([Type.Number(), Type.Null()], { description: 'Square metres' }),
  place: Type.Union([Geometry, Type.Null()]),
})
export type ImportFinding = Static<typeof ImportFindingSchema>

export const FindingQuery = Type.Object(
  {
    rule: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    limit: PageQuery.limit,
    after: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, description: 'Ordinal of the last finding seen' }),
    ),
  },
  { additionalProperties: false },
)
export type FindingQuery = Static<typeof FindingQuery>

export const FindingListSchema = Type.Object({
  findings: Type.Array(ImportFindingSchema),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'Value of `after` for the next page' }),
})
