import fc from 'fast-check'
import { expect } from 'vitest'
import { type Expression, operation } from '../../../../server/algorithms/cql2/expression.ts'
import { parseCrs } from '../../../../server/algorithms/geometry/crs/parse-crs.ts'
import { layers } from '../../../../server/app.ts'
import { filterCrs } from '../../../../server/domains/features/filter/filter-crs.ts'
import { filterSql } from '../../../../server/domains/features/filter-sql.ts'
import { parseFilter } from '../../../../server/domains/features/parse-filter.ts'
import { DomainError } from '../../../../server/platform/errors.ts'
import { anyExpression } from '../../../support/any-cql2.ts'
import { test } from '../../../support/app.ts'
import { evaluateFilter, filterValues, typedFilter } from '../../../support/evaluate-filter.ts'
import {
  aFilterRow,
  FILTERED,
  GEOMETRIES,
  numbersMatching,
  numbersWhere,
} from '../../../support/filter-world.ts'
import { writeCql2Text } from '../../../support/write-cql2.ts'

const compile = (text: string) => filterSql(parseFilter(text, 'cql2-text', 'querystring/filter'), FILTERED)

test('every value is a binding, every name a declared one', () => {
  expect(compile("name = 'a?b:f9' AND count > 3 OR NOT isOpen")).toEqual({
    sql: '(((cast(source."name" as text) = cast(:f1 as text)) and (source."count" > cast(:f2 as bigint))) or (not source."isOpen"))',
    bindings: { f1: 'a?b:f9', f2: 3 },
  })
})

test.each([
  [
    "count = 'many'",
    '= compares values of one type, but was given the property count (integer) and the string many.',
  ],
  ['name > 3', '> compares values of one type, but was given the property name (string) and the number 3.'],
  ["openedAt > '2026'", "Write moments as TIMESTAMP('2026-03-01T08:00:00Z')."],
  ['nme = 1', 'There is no property "nme" to filter by; there are id, geometry, name, count'],
  ['constructor = 1', 'There is no property "constructor"'],
  ['geometry = 1', '= does not compare geometries; S_EQUALS and S_INTERSECTS do.'],
  ['count', 'A condition was expected, but the property count (integer) was given.'],
  ['count AND isOpen', 'A condition was expected, but the property count (integer)'],
  ['count + name = 1', '+ takes a number, but was given the property name (string).'],
  ["count LIKE 'a'", 'LIKE takes a string, but was given the property count (integer).'],
  ['name LIKE name', 'LIKE takes its pattern as a text, but was given the property name (string).'],
  ["name LIKE 'a\\'' OR name LIKE 'a\\\\\\\\\\\\'", 'The pattern of LIKE ends in a single \\'],
  ['CASEI(count) = 1', 'CASEI takes a string'],
  ['S_WITHIN(name, POINT(0 0))', 'S_WITHIN takes a geometry, but was given the property name (string).'],
  ['S_WITHIN(geometry, POINT(0 91))', '(0, 91) is not a longitude'],
  ['S_WITHIN(geometry, BBOX(0, 2, 1, 1))', 'The box starts at 2 and ends at 1 on its second axis'],
  ['T_AFTER(name, openedAt)', 'T_AFTER takes a timestamp or date, but was given the property name (string).'],
  ["T_DURING(openedAt, INTERVAL('..', '2026-01-01'))", 'For a moment use T_INTERSECTS.'],
  ['T_MEETS(INTERVAL(count, openedAt), INTERVAL(openedAt, closedAt))', 'T_MEETS takes a timestamp'],
  [
    "A_EQUALS(('a', 1), ())",
    'A_EQUALS takes items of one type, but was given the string a and the number 1.',
  ],
  ['A_EQUALS(name, ())', 'A_EQUALS takes arrays, but was given the property name (string).'],
  ["count IN (1, 'a')", 'IN compares values of one type'],
  ["(1, 2) = 'a'", 'An array stands only in the functions of arrays.'],
])('%s is refused by what the properties hold', (text, message) => {
  const refused = () => compile(text)
  expect(refused).toThrow(DomainError)
  expect(refused).toThrow(message)
  expect(refused).toThrow(
    expect.objectContaining({ kind: 'invalid-request', facts: { field: 'querystring/filter' } }),
  )
})

const world = [
  aFilterRow(1, {
    name: '湖滨网格',
    count: 3,
    area: 1.5,
    isOpen: true,
    openedAt: '2026-03-01T08:00:00Z',
    closedAt: '2026-03-05T00:00:00Z',
  }),
  aFilterRow(2, { name: 'Straße', count: 0, area: -2, isOpen: false, openedAt: '2026-03-02T23:59:59.9Z' }),
  aFilterRow(3, {
    name: 'STRASSE 100%',
    count: -7,
    area: 0.1,
    openedAt: '2026-03-03T00:00:00Z',
    closedAt: '2026-03-03T00:00:00Z',
  }),
  aFilterRow(4, { name: "débárquér's", count: 2_147_483_647, isOpen: true }),
  aFilterRow(5),
]

const EXPECTED: Record<string, number[]> = Object.fromEntries<number[]>([
  ["name = '湖滨网格'", [1]],
  ["name <> '湖滨网格'", [2, 3, 4]],
  ["NOT (name = '湖滨网格')", [2, 3, 4]],
  ["name = 'débárquér''s'", [4]],
  ["name < 'a'", [2, 3]],
  ["name LIKE '湖_网%'", [1]],
  ["name LIKE '%100\\%'", [3]],
  ["name LIKE '%100\\_'", []],
  ["name NOT LIKE 'S%'", [1, 4]],
  ["CASEI(name) = CASEI('straSSE')", [2]],
  ["CASEI(name) LIKE CASEI('strasse%')", [2, 3]],
  ["ACCENTI(name) = ACCENTI('debarquer''s')", [4]],
  ["ACCENTI(CASEI(name)) LIKE 'deb%'", [4]],
  ['count IS NULL', [5]],
  ['count IS NOT NULL AND isOpen IS NULL', [3]],
  ['isOpen', [1, 4]],
  ['isOpen = FALSE', [2]],
  ['NOT isOpen', [2]],
  ['count BETWEEN -7 AND 0', [2, 3]],
  ['count NOT BETWEEN -7 AND 0', [1, 4]],
  ['count IN (3, 0.5, 0)', [1, 2]],
  ["name IN ('Straße', 'x')", [2]],
  ['count > 2.5', [1, 4]],
  ['count < 1e300', [1, 2, 3, 4]],
  ['count < 9223372036854775808 AND count > -1e19', [1, 2, 3, 4]],
  ['count * count > 4000000000', [4]],
  ['area / count = 0.5', [1]],
  ['count / 0 = 1 OR count % 0 = 1 OR count div 0 = 1', []],
  ['NOT (count / 0 = 1)', []],
  ['-count div 2 = 3', [3]],
  ['count % 2 = 1', [1, 4]],
  ['2 ^ count = 8', [1]],
  ['area ^ 0.5 > 0', [1, 3]],
  ['0 ^ count = 1', [2]],
  ['1e308 * 1e308 > 0 OR 1e-308 / 1e308 = 0 OR 1e307 + 1e307 < 0', []],
  ['count > area', [1, 2, 4].filter((number) => number < 3)],
  ["id = '00000000-0000-4000-8000-000000000004'", [4]],
  ["id IN ('00000000-0000-4000-8000-000000000004', 'not an id')", [4]],
  ["id > '00000000-0000-4000-8000-000000000003'", [4, 5]],
  ["openedAt > TIMESTAMP('2026-03-01T08:00:00Z')", [2, 3]],
  ["openedAt = DATE('2026-03-02')", [2]],
  ["openedAt <> DATE('2026-03-02')", [1, 3]],
  ["openedAt <= DATE('2026-03-02')", [1, 2]],
  ["openedAt > DATE('2026-03-02')", [3]],
  ["DATE('2026-03-02') < openedAt", [3]],
  ["openedAt BETWEEN DATE('2026-03-02') AND TIMESTAMP('2026-03-03T00:00:00Z')", [2, 3]],
  ["openedAt IN (DATE('2026-03-01'), TIMESTAMP('2026-03-03T00:00:00Z'))", [1, 3]],
  ['openedAt = closedAt', [3]],
  ["T_AFTER(openedAt, DATE('2026-03-01'))", [2, 3]],
  ["T_BEFORE(openedAt, INTERVAL('2026-03-02', '..'))", [1]],
  ["T_INTERSECTS(openedAt, INTERVAL('2026-03-02', '2026-03-02'))", [2]],
  ["T_DISJOINT(openedAt, INTERVAL('2026-03-02', '2026-03-02'))", [1, 3]],
  ["T_INTERSECTS(INTERVAL(openedAt, closedAt), INTERVAL('2026-03-04', '..'))", [1]],
  ["T_INTERSECTS(INTERVAL(openedAt, '..'), INTERVAL('2026-03-04', '..'))", [1, 2, 3]],
  ["T_DURING(INTERVAL(openedAt, closedAt), INTERVAL('2026-03-01', '2026-03-31'))", [1, 3]],
  ["T_EQUALS(INTERVAL('..', closedAt), INTERVAL('..', closedAt))", [1, 3]],
  ["T_MEETS(INTERVAL('2026-01-01', '2026-01-02'), INTERVAL('2026-01-02', '2026-01-03')) AND count = 3", [1]],
  ["A_CONTAINS((name, 'x'), ('Straße'))", [2]],
  ['A_OVERLAPS((count, 1), (0, 3))', [1, 2]],
  ['A_CONTAINEDBY((isOpen), (true))', [1, 4]],
  ["A_EQUALS((openedAt), (TIMESTAMP('2026-03-03T00:00:00Z')))", [3]],
  ['A_EQUALS((), ()) AND count = 3', [1]],
  ['S_INTERSECTS(geometry, BBOX(1.5, 0, 3, 90))', [2, 3]],
  ['S_INTERSECTS(geometry, BBOX(4, 0, 2, 90))', [1, 2, 4, 5]],
  ['S_INTERSECTS(BBOX(2, 2, 2, 2), geometry)', [2]],
  ['S_DISJOINT(geometry, LINESTRING(0 0, 3 3))', [4, 5]],
  ['S_EQUALS(geometry, POINT Z (3 3 9))', [3]],
  [
    'S_WITHIN(geometry, GEOMETRYCOLLECTION(POLYGON((0 0, 3 0, 3 3, 0 3, 0 0)), POLYGON((2 2, 6 2, 6 6, 2 6, 2 2))))',
    [1, 2, 3, 4, 5],
  ],
  ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(2 2, 3 3)))', [1, 2, 3]],
  ['geometry IS NULL OR POINT(0 0) IS NULL', []],
  ['TRUE', [1, 2, 3, 4, 5]],
  ['FALSE OR count = 0', [2]],
  ['(count = 0) = (isOpen = FALSE)', [1, 2, 4]],
])

test('each filter lets through the rows it is true for, and not those it is unknown for', async ({ db }) => {
  const found: Record<string, number[]> = {}
  for (const text of Object.keys(EXPECTED)) found[text] = await numbersMatching(db, world, text)
  expect(found).toEqual(EXPECTED)
})

test('any filter gives the rows that it gives without SQL', async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(
      typedFilter,
      fc.array(filterValues, { minLength: 8, maxLength: 12 }),
      async (filter, values) => {
        const rows = values.map((value, number) => aFilterRow(number, value))
        const expected = rows.flatMap((row, number) => (evaluateFilter(filter, row) === true ? [number] : []))
        expect(await numbersWhere(db, rows, filterSql(filter, FILTERED)), writeCql2Text(filter)).toEqual(
          expected,
        )
      },
    ),
    { numRuns: 150 },
  )
})

test('whatever filter is read, it is refused or evaluated: the database finds nothing wrong with it', async ({
  db,
}) => {
  const names = ['name', 'count', 'area', 'isOpen', 'openedAt', 'closedAt', 'geometry', 'id']
  await fc.assert(
    fc.asyncProperty(anyExpression, fc.infiniteStream(fc.nat()), async (expression, choices) => {
      const named = renamed(expression, () => names[choices.next().value % names.length]!)
      try {
        await numbersWhere(db, world, filterSql(named, FILTERED))
      } catch (error) {
        expect(error, writeCql2Text(named)).toMatchObject({ kind: 'invalid-request' })
      }
    }),
    { numRuns: 300 },
  )
})

test('every relation is answered for every two kinds of geometry, stored or written', async ({ db }) => {
  const stored = GEOMETRIES.map((geometry, number) => aFilterRow(number, { geometry }))
  const relations = [
    'intersects',
    'equals',
    'disjoint',
    'touches',
    'within',
    'overlaps',
    'crosses',
    'contains',
  ] as const
  const refusals: string[] = []
  for (const relation of relations)
    for (const geometry of GEOMETRIES) {
      const literal = { kind: 'geometry', geometry } as const
      const property = { kind: 'property', name: 'geometry' } as const
      for (const operands of [
        [property, literal],
        [literal, property],
        [literal, literal],
      ] as const)
        try {
          await numbersWhere(db, stored, filterSql(operation(`s_${relation}`, ...operands), FILTERED))
        } catch (error) {
          expect(error, `${relation} ${geometry.type}`).toMatchObject({ kind: 'invalid-request' })
          refusals.push(`${relation} ${geometry.type}`)
        }
    }
  expect([...new Set(refusals)]).toEqual(
    ['equals', 'touches', 'within', 'overlaps', 'crosses', 'contains'].map(
      (it) => `${it} GeometryCollection`,
    ),
  )
})

test('geometries of another system are converted, whichever axis comes first', async ({ db }) => {
  const inSystem = (system: string, axes: 'xy' | 'yx', text: string) => {
    const crs = filterCrs(parseCrs(system), axes, 'querystring/filter')
    const filter = parseFilter(text, 'cql2-text', 'querystring/filter')
    return filterSql(filter, FILTERED, { crs })
  }
  const metres = inSystem('EPSG:3857', 'xy', 'S_WITHIN(geometry, BBOX(200000, 100000, 400000, 400000))')
  expect(await numbersWhere(db, world, metres)).toEqual([2, 3])
  const latitudeFirst = inSystem('EPSG:4326', 'yx', 'S_INTERSECTS(geometry, BBOX(0, 4, 90, 2))')
  expect(await numbersWhere(db, world, latitudeFirst)).toEqual([1, 2, 4, 5])
  expect(() => inSystem('EPSG:3857', 'xy', 'S_WITHIN(geometry, BBOX(4, 0, 2, 90))')).toThrow(
    'The box starts at 4 and ends at 2 on its first axis; the lesser comes first.',
  )
  const zigzag = Array.from({ length: 300 }, (_, at) => `${(at % 2) * 1_900_000} ${at}`).join(', ')
  expect(() => inSystem('EPSG:3857', 'xy', `S_CROSSES(geometry, LINESTRING(${zigzag}))`)).toThrow(
    'takes 568400 positions to follow its edges in longitude and latitude; at most 100000 are taken.',
  )
})

test('filters at the limits are evaluated: long lists, deep nests, huge numbers', async ({ db }) => {
  const matching = (text: string) => numbersMatching(db, world, text)
  expect(await matching(`count IN (${Array(4500).fill(3).join(',')})`)).toEqual([1])
  expect(await matching(`${'(count + 0) * ('.repeat(28)}1${')'.repeat(28)} = 1`)).toEqual([])
  expect(await matching(`${'NOT ('.repeat(60)}count = 3${')'.repeat(60)}`)).toEqual([1])
  const torture = [
    0, 1, -1, 0.5, 5e-324, -5e-324, 1e-300, 1e300, -1.7976931348623157e308, 9_007_199_254_740_992,
  ]
  for (const operator of ['+', '-', '*', '/', '%', 'div', '^'])
    for (const left of torture) {
      const tests = torture.map(
        (right) => `count IS NULL AND (${left} ${operator} ${right}) * count ${operator} area > 0`,
      )
      await expect(matching(tests.join(' OR ')), `${left} ${operator}`).resolves.toBeDefined()
    }
})

test('every property of every layer can be filtered by', async ({ db }) => {
  for (const layer of layers) {
    const properties = Object.entries(layer.properties)
    const literal = {
      string: "'x'",
      integer: '1',
      number: '1.5',
      boolean: 'TRUE',
      timestamp: "TIMESTAMP('2026-01-01T00:00:00Z')",
    }
    const text = [...properties.map(([name, type]) => `"${name}" = ${literal[type]}`), "id = 'x'"].join(
      ' AND ',
    )
    const { sql, bindings } = filterSql(parseFilter(text, 'cql2-text', 'querystring/filter'), layer)
    const query = db.from(db.raw(`(${layer.sql}) as source`, { ...layer.bindings })).whereRaw(sql, bindings)
    expect(await query.select('id'), layer.name).toEqual([])
  }
})

/** The expression with its properties called otherwise. */
function renamed(expression: Expression, next: () => string): Expression {
  if (expression.kind === 'property') return { kind: 'property', name: next() }
  if (expression.kind === 'operation')
    return operation(expression.operator, ...expression.operands.map((operand) => renamed(operand, next)))
  if (expression.kind === 'array')
    return { kind: 'array', items: expression.items.map((item) => renamed(item, next)) }
  if (expression.kind !== 'interval') return expression
  const bound = (it: typeof expression.start) =>
    it.kind === 'property' ? { kind: 'property' as const, name: next() } : it
  return { kind: 'interval', start: bound(expression.start), end: bound(expression.end) }
}
