import { type Static, Type } from 'typebox'
import { Id, Position } from '../../platform/schemas.ts'

const Nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

const Crs = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description:
      'Of the points: EPSG:4326 (default), 4490, 3857, 4491–4554, GCJ-02, BD-09; east before north',
  }),
)
const At = Type.Optional(
  Type.String({ format: 'date-time', description: 'The moment whose active plan is asked; now without it' }),
)

export const LocateQuery = Type.Object(
  {
    lon: Type.Number({ description: 'Longitude, or easting in the given crs' }),
    lat: Type.Number({ description: 'Latitude, or northing in the given crs' }),
    crs: Crs,
    at: At,
  },
  { additionalProperties: false },
)

/** Rows are checked one by one, so that a bad row is an error in its place and not of the whole batch. */
export const LocateBatch = Type.Object(
  {
    points: Type.Optional(Type.Array(Type.Unknown(), { description: '[[lon, lat], …]' })),
    type: Type.Optional(Type.Literal('FeatureCollection')),
    features: Type.Optional(
      Type.Array(Type.Unknown(), { description: 'GeoJSON features with Point geometry' }),
    ),
    crs: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Object({})])),
    at: At,
  },
  { additionalProperties: true, description: 'Either points or a GeoJSON FeatureCollection' },
)
export type LocateBatch = Static<typeof LocateBatch>

const GridRef = Type.Object({
  id: Id,
  code: Nullable(Type.String()),
  name: Type.String(),
  plan: Id,
})

export const LocatedSchema = Type.Object({
  point: Position,
  at: Type.String({ format: 'date-time' }),
  areas: Type.Array(
    Type.Object({
      id: Id,
      level: Type.String(),
      code: Nullable(Type.String()),
      name: Type.String(),
    }),
    { description: 'Province to community, as far as they are known' },
  ),
  unit: Nullable(Type.Object({ id: Id })),
  grid: Nullable(GridRef),
  microGrid: Nullable(GridRef),
  overlays: Type.Array(
    Type.Object({
      id: Id,
      code: Nullable(Type.String()),
      kind: Type.String(),
      subtype: Nullable(Type.String()),
    }),
  ),
  team: Type.Array(Type.Unknown()),
  responsible: Nullable(Type.Object({ grid: Id, rule: Type.Enum(['dedicated', 'basic', 'fallback']) })),
  boundary: Type.Object({
    with: Type.Array(Id, { description: 'Other grids on whose border the point lies, by code' }),
  }),
  nearest: Nullable(
    Type.Object(
      { grid: Id, distanceMeters: Type.Number() },
      { description: 'The nearest grid along the ground, when the point lies in none' },
    ),
  ),
})
export type Located = Static<typeof LocatedSchema>

const RowError = Type.Object({
  error: Type.Object({ type: Type.String(), detail: Type.String(), field: Type.String() }),
})
export const LocateResults = Type.Object({
  results: Type.Array(Type.Union([LocatedSchema, RowError]), { description: 'In the order of the request' }),
})
export type LocateResult = Located | Static<typeof RowError>
