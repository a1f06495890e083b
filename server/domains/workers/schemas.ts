import { type Static, Type } from 'typebox'
import { Id, PageQuery, Position } from '../../platform/schemas.ts'

const Employment = Type.Enum(['full', 'part'])
const WorkerRole = Type.Enum(['gridworker', 'leader', 'adviser', 'police', 'property'])

const WorkerSchema = Type.Object({
  id: Id,
  community: Id,
  label: Type.String({ description: 'What the worker is called at work; no personal name is stored' }),
  role: WorkerRole,
  employment: Employment,
  onDuty: Type.Boolean(),
  position: Position,
  updatedAt: Type.String({ format: 'date-time' }),
})
export type Worker = Static<typeof WorkerSchema>

export const WorkerListQuery = Type.Object(
  {
    community: Type.Optional(Id),
    role: Type.Optional(WorkerRole),
    onDuty: Type.Optional(Type.Boolean()),
    ...PageQuery,
  },
  { additionalProperties: false },
)
export type WorkerListQuery = Static<typeof WorkerListQuery>

export const WorkerListSchema = Type.Object({
  workers: Type.Array(WorkerSchema),
  next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page' }),
})

/** What can be written of a worker: a label and a role; people appear as counts, so there is no place for a name or a number. */
export const WorkerProperties = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 200, description: 'What the worker is called at work' }),
    role: WorkerRole,
    employment: Type.Optional(Employment),
    onDuty: Type.Optional(Type.Boolean()),
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type WorkerProperties = Static<typeof WorkerProperties>
