import { type Static, Type } from 'typebox'
import { Id, PageQuery, Position } from '../../platform/schemas.ts'

const WorkerRole = Type.Enum(['gridworker', 'leader', 'adviser', 'police', 'property'])

const WorkerSchema = Type.Object({
  id: Id,
  community: Id,
  label: Type.String({ description: 'What the worker is called at work; no personal name is stored' }),
  role: WorkerRole,
  employment: Type.Enum(['full', 'part']),
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
