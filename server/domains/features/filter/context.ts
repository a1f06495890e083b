import type { Geometry } from 'geojson'
import type { Expression } from '../../../algorithms/cql2/expression.ts'
import type { DomainError } from '../../../platform/errors.ts'

export type OperandType = 'string' | 'number' | 'boolean' | 'timestamp' | 'date' | 'geometry'

/** A value in SQL: its type in the filter, and how an error speaks of it. A `date` is SQL of the moment its day begins. */
export type Operand = Readonly<{ type: OperandType; sql: string; shown: string }>

/** How the geometries of a filter become those that are stored. */
export type FilterCrs = Readonly<{
  /** Longitude, latitude in degrees (WGS 84); it throws DomainError `invalid-request` for what does not lie on Earth. */
  toStored: (geometry: Geometry) => Geometry
  /** Which axis of the filter counts longitude, along which a box may cross the antimeridian; absent in a projected system. */
  longitudeAxis?: 0 | 1
}>

/** What the parts of a filter need to become SQL. */
export type FilterContext = Readonly<{
  crs: FilterCrs
  /** Whether `source.geom` may be a collection. */
  hasCollections: boolean
  /** Keeps a value for the statement and gives its name there. */
  bind: (value: string | number | boolean) => string
  /** SQL of a value. */
  operand: (expression: Expression) => Operand
  /** SQL of a condition, in brackets where it needs them. */
  condition: (expression: Expression) => string
  refuse: (message: string) => DomainError
}>

/** @throws DomainError naming the operator, what it takes and what it was given */
export function assertType(
  context: FilterContext,
  operator: string,
  operand: Operand,
  ...types: readonly OperandType[]
): void {
  if (types.includes(operand.type)) return
  throw context.refuse(`${operator} takes a ${types.join(' or ')}, but was given ${operand.shown}.`)
}
