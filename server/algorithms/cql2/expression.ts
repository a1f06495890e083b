import type { Geometry } from 'geojson'

/** Every operator by the name CQL2-JSON gives it, with the fewest and the most operands it takes. */
export const OPERATORS = {
  and: [2, Number.POSITIVE_INFINITY],
  or: [2, Number.POSITIVE_INFINITY],
  not: [1, 1],
  '=': [2, 2],
  '<>': [2, 2],
  '<': [2, 2],
  '<=': [2, 2],
  '>': [2, 2],
  '>=': [2, 2],
  like: [2, 2],
  between: [3, 3],
  in: [2, 2],
  isNull: [1, 1],
  casei: [1, 1],
  accenti: [1, 1],
  '+': [2, 2],
  '-': [2, 2],
  '*': [2, 2],
  '/': [2, 2],
  '%': [2, 2],
  div: [2, 2],
  '^': [2, 2],
  s_intersects: [2, 2],
  s_equals: [2, 2],
  s_disjoint: [2, 2],
  s_touches: [2, 2],
  s_within: [2, 2],
  s_overlaps: [2, 2],
  s_crosses: [2, 2],
  s_contains: [2, 2],
  t_after: [2, 2],
  t_before: [2, 2],
  t_contains: [2, 2],
  t_disjoint: [2, 2],
  t_during: [2, 2],
  t_equals: [2, 2],
  t_finishedBy: [2, 2],
  t_finishes: [2, 2],
  t_intersects: [2, 2],
  t_meets: [2, 2],
  t_metBy: [2, 2],
  t_overlappedBy: [2, 2],
  t_overlaps: [2, 2],
  t_startedBy: [2, 2],
  t_starts: [2, 2],
  a_equals: [2, 2],
  a_contains: [2, 2],
  a_containedBy: [2, 2],
  a_overlaps: [2, 2],
} as const satisfies Record<string, readonly [number, number]>

export type Operator = keyof typeof OPERATORS

/** A moment as a literal: `date` is `2026-03-01`, `timestamp` is UTC, `2026-03-01T08:00:00Z`. */
export type InstantLiteral = Readonly<{ kind: 'date' | 'timestamp'; value: string }>
export type Property = Readonly<{ kind: 'property'; name: string }>
/** One end of an interval; `unbounded` is written `'..'`. */
export type Bound = InstantLiteral | Property | Readonly<{ kind: 'unbounded' }>
/** An operator over its operands. */
export type Operation = Readonly<{ kind: 'operation'; operator: Operator; operands: readonly Expression[] }>

/**
 * A filter as both encodings mean it. Which operands fit an operator is not said here: what a property holds is known
 * only where the filter is used.
 */
export type Expression =
  | Operation
  | Property
  | InstantLiteral
  | Readonly<{ kind: 'string'; value: string }>
  | Readonly<{ kind: 'number'; value: number }>
  | Readonly<{ kind: 'boolean'; value: boolean }>
  | Readonly<{ kind: 'interval'; start: Bound; end: Bound }>
  | Readonly<{ kind: 'geometry'; geometry: Geometry }>
  /** The least and the greatest corner, in the axis order of the filter's CRS: 4 numbers. */
  | Readonly<{ kind: 'box'; box: readonly [number, number, number, number] }>
  | Readonly<{ kind: 'array'; items: readonly Expression[] }>

const BY_LOWER_CASE = new Map(
  Object.keys(OPERATORS).map((operator) => [operator.toLowerCase(), operator as Operator]),
)

/** The operator of that name, in upper or lower case, or undefined. */
export const operatorNamed = (name: string): Operator | undefined => BY_LOWER_CASE.get(name.toLowerCase())

/** An operator over its operands. */
export const operation = (operator: Operator, ...operands: readonly Expression[]): Operation => ({
  kind: 'operation',
  operator,
  operands,
})
