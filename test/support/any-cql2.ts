/** Any expression that both encodings can write, for properties. */
import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { type Bound, type Expression, operation } from '../../server/algorithms/cql2/expression.ts'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const degrees = fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10)
const position: fc.Arbitrary<Position> = fc.tuple(degrees, degrees)
const text = fc
  .oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '\\', '%', '_', '网', 'é', '"') }))
  .filter((value) => !value.includes('\u0000'))

const property = fc
  .oneof(fc.constantFrom('name', 'nameEn', 'layer:ids', 'a.b', '名称', 'and', 'date', 'point'), text)
  .filter((name) => name.length > 0)
  .map((name) => ({ kind: 'property' as const, name }))

const moment = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const instant = fc.oneof(
  moment.map((value) => ({ kind: 'timestamp' as const, value })),
  moment.map((value) => ({ kind: 'date' as const, value: value.slice(0, 10) })),
)
const unbounded = fc.constant({ kind: 'unbounded' as const })
const bounds: fc.Arbitrary<[Bound, Bound]> = fc.oneof(
  fc.tuple(fc.oneof(property, unbounded), fc.oneof(instant, property, unbounded)),
  fc
    .tuple(instant, instant)
    .map(([a, b]): [Bound, Bound] => (a.value.slice(0, 10) < b.value.slice(0, 10) ? [a, b] : [a, a])),
)

/** A square with its corner anywhere, one of several that do not meet. */
const ring = ([x, y]: Position, place = 0): Position[] => {
  const west = x! + place * 1000
  return [
    [west, y!],
    [west + 1, y!],
    [west + 1, y! + 1],
    [west, y! + 1],
    [west, y!],
  ]
}
const line = fc
  .uniqueArray(position, { minLength: 2, maxLength: 4, selector: ([x, y]) => `${x},${y}` })
  .map((positions) => positions)
const simple: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
  fc
    .array(position, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
  line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
  position.map((corner) => ({ type: 'Polygon' as const, coordinates: [ring(corner)] })),
  fc.array(position, { minLength: 1, maxLength: 3 }).map((corners) => ({
    type: 'MultiPolygon' as const,
    coordinates: corners.map((at, i) => [ring(at, i)]),
  })),
)
export const anyGeometry: fc.Arbitrary<Geometry> = fc.oneof(
  simple,
  fc
    .array(simple, { minLength: 1, maxLength: 3 })
    .map((geometries) => ({ type: 'GeometryCollection' as const, geometries })),
)

const literal: fc.Arbitrary<Expression> = fc.oneof(
  text.map((value) => ({ kind: 'string' as const, value })),
  number.map((value) => ({ kind: 'number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  instant,
)
const spatial: fc.Arbitrary<Expression> = fc.oneof(
  property,
  anyGeometry.map((geometry) => ({ kind: 'geometry' as const, geometry })),
  fc.tuple(number, number, number, number).map((box) => ({ kind: 'box' as const, box })),
)
const temporal: fc.Arbitrary<Expression> = fc.oneof(
  property,
  instant,
  bounds.map(([start, end]) => ({ kind: 'interval' as const, start, end })),
)
const array: fc.Arbitrary<Expression> = fc.oneof(
  property,
  fc.array(fc.oneof(literal, property), { maxLength: 4 }).map((items) => ({ kind: 'array' as const, items })),
)

const pair = (operand: fc.Arbitrary<Expression>) => fc.tuple(operand, operand)

/** Any filter: conditions over conditions, down to comparisons, functions and arithmetic. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ scalar: Expression; filter: Expression }>(
  (tie) => ({
    scalar: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(literal, property),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '%', 'div', '^'), tie('scalar'), tie('scalar'))
        .map(([operator, left, right]) => operation(operator, left, right)),
      fc
        .tuple(fc.constantFrom('casei', 'accenti'), tie('scalar'))
        .map(([operator, operand]) => operation(operator, operand)),
    ),
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>=', 'like'), tie('scalar'), tie('scalar'))
        .map(([operator, left, right]) => operation(operator, left, right)),
      fc
        .tuple(tie('scalar'), tie('scalar'), tie('scalar'))
        .map((operands) => operation('between', ...operands)),
      fc
        .tuple(tie('scalar'), fc.array(tie('scalar'), { minLength: 1, maxLength: 3 }))
        .map(([value, items]) => operation('in', value, { kind: 'array', items })),
      tie('scalar').map((operand) => operation('isNull', operand)),
      fc
        .tuple(fc.constantFrom('s_intersects', 's_within', 's_disjoint', 's_crosses'), pair(spatial))
        .map(([operator, operands]) => operation(operator, ...operands)),
      fc
        .tuple(fc.constantFrom('t_after', 't_finishedBy', 't_metBy', 't_intersects'), pair(temporal))
        .map(([operator, operands]) => operation(operator, ...operands)),
      fc
        .tuple(fc.constantFrom('a_equals', 'a_containedBy', 'a_overlaps'), pair(array))
        .map(([operator, operands]) => operation(operator, ...operands)),
      tie('filter').map((operand) => operation('not', operand)),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
        .map(([operator, operands]) => operation(operator, ...operands)),
    ),
  }),
).filter
