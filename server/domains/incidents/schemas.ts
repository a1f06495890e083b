import { type Static, Type } from 'typebox'
import { Id, PageQuery, Position } from '../../platform/schemas.ts'

const Severity = Type.Enum(['minor', 'normal', 'urgent', 'critical'])

const IncidentSchema = Type.Object({
  id: Id,
  community: Type.Union([Id, Type.Null()]),
  class: Type.String({ description: 'Class and subclass of the incident catalogue, 4 digits' }),
  severity: Severity,
  state: Type.String(),
  description: Type.String(),
  reportedAt: Type.String({ format: 'date-time' }),
  closedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  position: Position,
})
export type Incident = Static<typeof IncidentSchema>

export const IncidentListQuery = Type.Object(
  {
    community: Type.Optional(Id),
    state: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
    severity: Type.Optional(Severity),
    ...PageQuery,
  },
  { additionalProperties: false },
)
export type IncidentListQuery = Static<typeof IncidentListQuery>

export const IncidentListSchema = Type.Object({
  incidents: Type.Array(IncidentSchema),
  next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page' }),
})

/** What can be written of an incident; its state goes its own way. */
export const IncidentProperties = Type.Object(
  {
    class: Type.String({
      pattern: '^[0-9]{4}$',
      description: 'Class and subclass of the incident catalogue, 4 digits',
    }),
    severity: Type.Optional(Severity),
    description: Type.Optional(Type.String({ maxLength: 4000, description: 'Taken, and not shown on maps' })),
    reportedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'To the second; now when absent, never in the future',
      }),
    ),
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type IncidentProperties = Static<typeof IncidentProperties>
