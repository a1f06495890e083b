import { type Static, Type } from 'typebox'
import { Geometry, Id, PageQuery } from '../../platform/schemas.ts'

const Classes = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 50 })

/** How units are made of the ground. */
export const UnitSettingsSchema = Type.Object(
  {
    barrierClasses: Type.Object(
      { road: Classes, rail: Classes, water: Classes },
      { additionalProperties: false, description: 'Classes of barriers that divide ground; others do not' },
    ),
    minorRoadClasses: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), {
      maxItems: 50,
      description: 'Classes of ways that divide only blocks with more than minorRoadHouseholds',
    }),
    minorRoadHouseholds: Type.Number({
      minimum: 1,
      maximum: 1e6,
      description:
        'A block with more households is divided along its minor roads first: the least a grid may hold, since a border will run through it',
    }),
    divisionHouseholds: Type.Number({
      minimum: 1,
      maximum: 1e6,
      description:
        'A block with more households is divided along its buildings: a quarter of the least a grid may hold',
    }),
    sliverSquareMeters: Type.Number({
      minimum: 0,
      maximum: 1e6,
      description: 'A piece of ground below it, without buildings, is merged into a neighbour',
    }),
    straddleShare: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'A building is listed when more than this share of it lies outside its unit',
    }),
    ferryLandingMeters: Type.Number({
      minimum: 0,
      maximum: 10_000,
      description: 'How far the end of a ferry line may be from the land it serves',
    }),
  },
  { additionalProperties: false },
)
export type UnitSettings = Static<typeof UnitSettingsSchema>

export const BuildUnitsBody = Type.Object(
  {
    communities: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: 10_000,
        description:
          'All communities of the jurisdiction when absent; units that came ready-made are replaced only in those named',
      }),
    ),
    settings: Type.Optional(Type.Partial(UnitSettingsSchema, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

export const JobStartedSchema = Type.Object({ job: Id })

export const NetSchema = Type.Object({
  id: Id,
  community: Id,
  revision: Type.Integer({ minimum: 1 }),
  unitCount: Type.Integer({ minimum: 0 }),
  households: Type.Integer({ minimum: 0 }),
  population: Type.Integer({ minimum: 0 }),
  buildingCount: Type.Integer({ minimum: 0 }),
  findingCount: Type.Integer({ minimum: 0 }),
  createdAt: Type.String({ format: 'date-time' }),
})
export type Net = Static<typeof NetSchema>

export const NetListQuery = Type.Object(
  { community: Type.Optional(Id), ...PageQuery },
  { additionalProperties: false },
)
export type NetListQuery = Static<typeof NetListQuery>

export const NetListSchema = Type.Object({
  nets: Type.Array(NetSchema),
  next: Type.Union([Id, Type.Null()], { description: 'Cursor of the next page' }),
})

export const NetFindingSchema = Type.Object({
  net: Id,
  community: Id,
  ordinal: Type.Integer({ minimum: 0 }),
  rule: Type.String({
    description: 'building-straddles, building-outside, community-overlap, unit-overlap, unit-gap …',
  }),
  severity: Type.Union(['info', 'warning', 'error'].map((severity) => Type.Literal(severity))),
  subject: Type.String({ description: 'The id of what is meant in its source' }),
  message: Type.String(),
  remedy: Type.Union([Type.String(), Type.Null()]),
  size: Type.Union([Type.Number(), Type.Null()], {
    description: 'Square metres, metres or a share, as the message says',
  }),
  place: Type.Union([Geometry, Type.Null()]),
})
export type NetFinding = Static<typeof NetFindingSchema>

export const NetFindingQuery = Type.Object(
  {
    community: Id,
    limit: PageQuery.limit,
    after: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, description: 'Ordinal of the last finding seen' }),
    ),
  },
  { additionalProperties: false },
)
export type NetFindingQuery = Static<typeof NetFindingQuery>

export const NetFindingListSchema = Type.Object({
  findings: Type.Array(NetFindingSchema),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'Value of "after" for the next page' }),
})

const Text = Type.String({ maxLength: 200 })
const ExternalId = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      'The id in the system it comes from: given once, it keeps the same thing from being made twice',
  }),
)

/** What can be written of a building; the rest follows from it. */
export const BuildingProperties = Type.Object(
  {
    use: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'As OSM writes it (apartments, house …) or in Chinese',
    }),
    levels: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    households: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100_000,
        description: 'Estimated from use, levels and footprint when absent',
      }),
    ),
    population: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: '2.62 persons a household when absent' }),
    ),
    name: Type.Optional(Text),
    nameEn: Type.Optional(Text),
    compound: Type.Optional(Text),
    externalId: ExternalId,
  },
  { additionalProperties: false },
)
export type BuildingProperties = Static<typeof BuildingProperties>

/** What can be written of a barrier. */
export const BarrierProperties = Type.Object(
  {
    kind: Type.Enum(['water', 'rail', 'road', 'link']),
    class: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'As OSM writes it: residential, river, rail, ferry …',
    }),
    name: Type.Optional(Text),
    nameEn: Type.Optional(Text),
    isBridge: Type.Optional(Type.Boolean()),
    isTunnel: Type.Optional(Type.Boolean()),
    externalId: ExternalId,
  },
  { additionalProperties: false },
)
export type BarrierProperties = Static<typeof BarrierProperties>
