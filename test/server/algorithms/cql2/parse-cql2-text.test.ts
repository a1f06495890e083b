import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Expression, operation } from '../../../../server/algorithms/cql2/expression.ts'
import { FilterProblem } from '../../../../server/algorithms/cql2/filter-limits.ts'
import { parseCql2Text } from '../../../../server/algorithms/cql2/parse-cql2-text.ts'
import { anyExpression } from '../../../support/any-cql2.ts'
import { writeCql2Text } from '../../../support/write-cql2.ts'

const property = (name: string): Expression => ({ kind: 'property', name })
const string = (value: string): Expression => ({ kind: 'string', value })
const number = (value: number): Expression => ({ kind: 'number', value })

test.each<[string, Expression]>([
  ['households > 20', operation('>', property('households'), number(20))],
  ['"nameEn" = \'Lake Road\'', operation('=', property('nameEn'), string('Lake Road'))],
  ["名称='湖滨''路'", operation('=', property('名称'), string("湖滨'路"))],
  ["name = 'it\\'s'", operation('=', property('name'), string("it's"))],
  ["name <> 'C:\\\\'", operation('<>', property('name'), string('C:\\'))],
  ["name like '100\\%' ", operation('like', property('name'), string('100\\%'))],
  ["a NOT LIKE 'x_%'", operation('not', operation('like', property('a'), string('x_%')))],
  ['a IS NULL', operation('isNull', property('a'))],
  ['a is not null', operation('not', operation('isNull', property('a')))],
  ['a between 1 and 2', operation('between', property('a'), number(1), number(2))],
  [
    'a NOT IN (1, -2.5e1)',
    operation('not', operation('in', property('a'), { kind: 'array', items: [number(1), number(-25)] })),
  ],
  ["a IN ('x')", operation('in', property('a'), { kind: 'array', items: [string('x')] })],
  ['true', { kind: 'boolean', value: true }],
  ['isBridge = FALSE', operation('=', property('isBridge'), { kind: 'boolean', value: false })],
  [
    "updated >= TIMESTAMP('2026-03-01T08:00:00Z')",
    operation('>=', property('updated'), { kind: 'timestamp', value: '2026-03-01T08:00:00Z' }),
  ],
  ["date = DATE('2024-02-29')", operation('=', property('date'), { kind: 'date', value: '2024-02-29' })],
  [
    "CASEI(name) = casei('ÄÖ')",
    operation('=', operation('casei', property('name')), operation('casei', string('ÄÖ'))),
  ],
  ['-a < +3', operation('<', operation('*', number(-1), property('a')), number(3))],
  ['2 = a', operation('=', number(2), property('a'))],
])('%s', (text, expression) => {
  expect(parseCql2Text(text)).toEqual(expression)
})

test('not binds closer than and, and closer than or; a chain is one operation', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => operation('=', property(name), number(1)))
  expect(parseCql2Text('a = 1 or not b=1 AND c=1')).toEqual(
    operation('or', a!, operation('and', operation('not', b!), c!)),
  )
  expect(parseCql2Text('a=1 AND b=1 AND c=1')).toEqual(operation('and', a!, b!, c!))
  expect(parseCql2Text('a=1 AND (b=1 AND c=1)')).toEqual(operation('and', a!, operation('and', b!, c!)))
})

test('arithmetic has its ranks, and counts from the left', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(property) as [Expression, Expression, Expression]
  expect(parseCql2Text('a - b - c = a + b * c ^ 2')).toEqual(
    operation(
      '=',
      operation('-', operation('-', a, b), c),
      operation('+', a, operation('*', b, operation('^', c, number(2)))),
    ),
  )
  expect(parseCql2Text('(a + b) div 2 = c % 3')).toEqual(
    operation('=', operation('div', operation('+', a, b), number(2)), operation('%', c, number(3))),
  )
})

test('geometries are read from well-known text in every type, with heights or without', () => {
  const geometryOf = (text: string) => {
    const parsed = parseCql2Text(`S_INTERSECTS(geometry, ${text})`)
    return parsed.kind === 'operation' ? parsed.operands[1] : undefined
  }
  expect(geometryOf('POINT(120.1 -30)')).toEqual({
    kind: 'geometry',
    geometry: { type: 'Point', coordinates: [120.1, -30] },
  })
  expect(geometryOf('point z (1 2 3)')).toEqual(geometryOf('POINT(1 2)'))
  expect(geometryOf('MULTIPOINT(1 2, 3 4)')).toEqual(geometryOf('MULTIPOINT((1 2), (3 4))'))
  expect(geometryOf('BBOX(1, 2, 0, 3, 4, 9)')).toEqual({ kind: 'box', box: [1, 2, 3, 4] })
  expect(geometryOf('GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))')).toMatchObject({
    geometry: { type: 'GeometryCollection', geometries: [{ type: 'Point' }, { type: 'LineString' }] },
  })
})

test('an array of one is an array where an array is asked for', () => {
  expect(parseCql2Text("A_CONTAINS(tags, ('a'))")).toEqual(
    operation('a_contains', property('tags'), { kind: 'array', items: [string('a')] }),
  )
  expect(parseCql2Text('A_EQUALS(tags, ())')).toEqual(
    operation('a_equals', property('tags'), { kind: 'array', items: [] }),
  )
})

test.each([
  ['', 'At character 1: the filter ends where a property, a value, a function or "(" was expected.'],
  ['a =', 'At character 4: the filter ends where a property'],
  ['a = = 1', 'At character 5: found = where a property'],
  ['a = 1 b', 'At character 7: found b where the end of the filter or an operator was expected.'],
  ["a = 'x", 'At character 5: the string that begins here does not end.'],
  ['a # 1', 'At character 3: "#" begins nothing in CQL2.'],
  ['a IS 1', 'At character 6: found 1 where "NULL" was expected.'],
  ['a NOT 1', 'At character 7: found 1 where LIKE, IN or BETWEEN was expected.'],
  ['buffer(a, 1) = 2', 'At character 1: there is no function buffer.'],
  ['plus(a, 1)', 'At character 1: there is no function plus.'],
  ['not(a = 1) and or', 'At character 16: found or where'],
  ['a = 1e999', 'At character 5: 1e999 is not a finite number.'],
  ["a = DATE('2026-02-30')", 'At character 10: "2026-02-30" is not a date'],
  ["a = TIMESTAMP('2026-02-03T25:00:00Z')", 'At character 15: "2026-02-03T25:00:00Z" is not a timestamp'],
  [
    "T_AFTER(a, INTERVAL('2026-02-03', '2025-01-01'))",
    'At character 21: The interval starts at 2026-02-03, after',
  ],
  [
    'S_WITHIN(g, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))',
    'At character 13: The polygon is not valid: its boundary crosses',
  ],
  ['S_WITHIN(g, POLYGON((0 0, 1 1, 1 0)))', 'At character 13: A ring of the geometry is open'],
  ['S_WITHIN(g, POINT EMPTY)', 'At character 19: found EMPTY where "(" was expected.'],
  ['S_WITHIN(g, BBOX(1, 2, 3))', 'At character 13: The box has 3 numbers; 4 or 6 are needed.'],
  ['a = "b', 'At character 5: a quoted name is empty or does not end.'],
])('%s is refused with its place', (text, message) => {
  expect(() => parseCql2Text(text)).toThrow(FilterProblem)
  expect(() => parseCql2Text(text)).toThrow(message)
})

test.each([
  ['brackets', `${'('.repeat(2000)}a=1${')'.repeat(2000)}`],
  ['lists', `${'a IN ('.repeat(1400)}1${')'.repeat(1400)}`],
  ['functions', `${'CASEI('.repeat(1000)}a${')'.repeat(1000)} = 'x'`],
  ['a chain', `a = ${'1+'.repeat(4000)}1`],
])('too deep a nest of %s is refused', (_, text) => {
  expect(() => parseCql2Text(text)).toThrow(/nested 6[5-9] levels deep or more; at most 64 are read/)
})

test('a long filter is refused, a long chain of conditions is not', () => {
  expect(() => parseCql2Text(`a = '${'x'.repeat(10_000)}'`)).toThrow(
    'The filter has 10006 characters; at most 10000 are read.',
  )
  const chain = parseCql2Text(Array(1200).fill('a=1').join(' or '))
  expect(chain).toMatchObject({ operator: 'or', operands: { length: 1200 } })
})

test('any expression written as text is read as the same expression', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      expect(parseCql2Text(writeCql2Text(expression))).toEqual(expression)
    }),
    { numRuns: 500 },
  )
})

test('whatever text comes, it is read or refused as a problem of the filter', () => {
  const piece = fc.constantFrom(
    ...'( ) \' " , = <> + - * / ^ % \\ .. 1 .5e3 a NOT AND OR IN LIKE BETWEEN IS NULL DIV POINT Z BBOX CASEI DATE INTERVAL T_AFTER A_EQUALS 网'.split(
      ' ',
    ),
  )
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join(' ')),
    fc
      .tuple(anyExpression, fc.nat(), fc.nat({ max: 5 }), fc.oneof(piece, fc.constant('')))
      .map(([expression, at, length, instead]) => {
        const text = writeCql2Text(expression)
        const from = at % (text.length + 1)
        return text.slice(0, from) + instead + text.slice(from + length)
      }),
  )
  fc.assert(
    fc.property(garbage, (text) => {
      try {
        parseCql2Text(text)
      } catch (error) {
        expect(error).toBeInstanceOf(FilterProblem)
      }
    }),
    { numRuns: 2000 },
  )
})
