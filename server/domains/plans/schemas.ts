import { type Static, Type } from 'typebox'
import { Feature, Id, PageQuery } from '../../platform/schemas.ts'

const Count = Type.Integer({ minimum: 0 })
const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

/** What a plan keeps to. Bands and schemes are data, not branches in code. */
export const PlanRules = Type.Object(
  {
    band: Type.Object(
      {
        min: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'fewest households of a grid' }),
        max: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'most households of a grid' }),
        target: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
      },
      { additionalProperties: false },
    ),
    prefer: Type.Enum(['balance', 'compact', 'boundaries', 'stability']),
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
    codeScheme: Type.Literal('community-3', {
      description: "the community's 12 digits (or its source id) and a 3-digit sequence",
    }),
  },
  { additionalProperties: false },
)
export type PlanRules = Static<typeof PlanRules>

export const DEFAULT_RULES: PlanRules = {
  band: { min: 200, max: 400 },
  prefer: 'boundaries',
  seed: 1,
  codeScheme: 'community-3',
}

const PlanStatus = Type.Enum(['draft', 'published', 'archived'])

export const PlanSchema = Type.Object({
  id: Id,
  name: Type.String(),
  status: PlanStatus,
  tier: Type.Union([Type.Literal('basic'), Type.Literal('micro')]),
  rules: PlanRules,
  revision: Count,
  communityCount: Count,
  gridCount: Count,
  exceptionCount: Count,
  households: Count,
  createdAt: Type.String({ format: 'date-time' }),
  publishedAt: MaybeTime,
})
export type Plan = Static<typeof PlanSchema>

export const PlanListQuery = Type.Object(
  { status: Type.Optional(PlanStatus), ...PageQuery },
  { additionalProperties: false },
)
export type PlanListQuery = Static<typeof PlanListQuery>

export const PlanListSchema = Type.Object({
  plans: Type.Array(PlanSchema),
  next: Type.Union([Id, Type.Null()]),
})

export const CreatePlanSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    areas: Type.Array(Id, {
      minItems: 1,
      maxItems: 1000,
      description: 'areas whose communities the plan divides (with all their descendants)',
    }),
    rules: Type.Optional(Type.Partial(PlanRules)),
  },
  { additionalProperties: false },
)
export type CreatePlan = Static<typeof CreatePlanSchema>

export const BalanceSchema = Type.Object(
  {
    communities: Type.Optional(
      Type.Array(Id, { minItems: 1, maxItems: 1000, description: 'only these communities; all when absent' }),
    ),
  },
  { additionalProperties: false },
)

export const PublishSchema = Type.Object(
  {
    validFrom: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        description:
          'local day (WANGGE_TIME_ZONE) the plan takes effect; at once when absent; never in the past',
      }),
    ),
  },
  { additionalProperties: false },
)

/** Why a grid lies outside the band although no plan could do better, and what would help. */
export const GridException = Type.Object(
  {
    reason: Type.Enum([
      'unit-over-max',
      'part-under-min',
      'part-infeasible',
      'zones-infeasible',
      'pocket-under-min',
      'no-plan-exists',
      'locked',
      'not-found',
    ]),
    households: Count,
    band: Type.Object({ min: Count, max: Count }),
    remedy: Type.String(),
    nearestGrid: Type.Optional(
      Type.String({ description: 'label of the grid across the longest border, or the nearest one' }),
    ),
    nearestMeters: Type.Optional(Count),
    piecesNeeded: Type.Optional(Count),
    pocketHouseholds: Type.Optional(
      Type.Integer({ minimum: 0, description: 'households that lie behind a single unit' }),
    ),
    withGateHouseholds: Type.Optional(
      Type.Integer({ minimum: 0, description: 'the same with that unit, more than the most of the band' }),
    ),
  },
  { additionalProperties: true },
)
export type GridException = Static<typeof GridException>

const OverlaySubtype = Type.Enum(['maritime', 'park', 'building', 'market'])

const GridProperties = Type.Object({
  code: MaybeText,
  label: Type.String(),
  name: Type.String(),
  nameEn: MaybeText,
  kind: Type.Union([Type.Literal('basic'), Type.Literal('dedicated')]),
  subtype: Type.Union([OverlaySubtype, Type.Null()], { description: 'What a dedicated grid is for' }),
  tier: Type.Union([Type.Literal('basic'), Type.Literal('micro')]),
  community: Id,
  plan: Id,
  households: Count,
  population: Count,
  unitCount: Count,
  buildingCount: Count,
  areaSquareMeters: Type.Number({ minimum: 0 }),
  exception: Type.Union([GridException, Type.Null()]),
  validFrom: MaybeTime,
  validTo: MaybeTime,
})

export const GridCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(Type.Interface([Feature], { id: Id, properties: GridProperties })),
  next: Type.Union([Id, Type.Null()], { description: 'Cursor of the next page' }),
})

export const GridListQuery = Type.Object(
  { community: Type.Optional(Id), ...PageQuery },
  { additionalProperties: false },
)

export const JobAccepted = Type.Object({ job: Id })

/** What can be written of a dedicated grid; its code comes with publishing, its households from the buildings inside. */
export const OverlayProperties = Type.Object(
  {
    plan: Id,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    nameEn: Type.Optional(Type.String({ maxLength: 200 })),
    kind: Type.Optional(Type.Enum(['dedicated'])),
    subtype: Type.Optional(OverlaySubtype),
  },
  { additionalProperties: false },
)
export type OverlayProperties = Static<typeof OverlayProperties>
