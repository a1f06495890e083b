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
