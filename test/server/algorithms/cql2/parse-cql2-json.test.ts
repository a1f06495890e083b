import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FilterProblem } from '../../../../server/algorithms/cql2/filter-limits.ts'
import { parseCql2Json } from '../../../../server/algorithms/cql2/parse-cql2-json.ts'
import { parseCql2Text } from '../../../../server/algorithms/cql2/parse-cql2-text.ts'
import { anyExpression } from '../../../support/any-cql2.ts'
import { writeCql2Json } from '../../../support/write-cql2.ts'

const a = { property: 'a' }

test.each<[unknown, string]>([
  [{ op: '=', args: [a, 'x'] }, "a = 'x'"],
  [
    {
      op: 'and',
      args: [
        { op: '>', args: [a, 1] },
        { op: 'isNull', args: [a] },
      ],
    },
    'a > 1 AND a IS NULL',
  ],
  [{ op: 'not', args: [{ op: 'in', args: [a, [1, 2]] }] }, 'a NOT IN (1, 2)'],
  [{ op: 'between', args: [a, 1, 2] }, 'a BETWEEN 1 AND 2'],
  [{ op: 'LIKE', args: [{ op: 'casei', args: [a] }, 'x%'] }, "CASEI(a) LIKE 'x%'"],
  [{ op: '<', args: [a, { date: '2026-01-01' }] }, "a < DATE('2026-01-01')"],
  [
    { op: 't_finishedBy', args: [a, { interval: ['..', { property: 'b' }] }] },
    "T_FINISHEDBY(a, INTERVAL('..', b))",
  ],
  [{ op: 's_intersects', args: [a, { bbox: [1, 2, 3, 4] }] }, 'S_INTERSECTS(a, BBOX(1, 2, 3, 4))'],
  [{ op: 's_within', args: [a, { type: 'Point', coordinates: [1, 2, 3] }] }, 'S_WITHIN(a, POINT(1 2))'],
  [{ op: 'a_overlaps', args: [a, ['x', true, 1]] }, "A_OVERLAPS(a, ('x', true, 1))"],
  [{ op: '=', args: [{ op: '-', args: [a, 1] }, 2] }, 'a - 1 = 2'],
  [false, 'FALSE'],
])('%j says what the text %s says', (json, text) => {
  expect(parseCql2Json(json)).toEqual(parseCql2Text(text))
})

test.each<[unknown, string]>([
  [null, 'At the top: a text, a finite number, a boolean, a list or an object was expected.'],
  [{}, 'At the top: the object is no operator'],
  [{ op: 'plus', args: [] }, 'At the top: there is no operator "plus".'],
  [{ op: 7, args: [] }, 'there is no operator a value of type number.'],
  [{ op: '=', args: [1] }, 'At the top: = has 1 args; 2 are needed.'],
  [{ op: 'and', args: [true] }, 'At the top: and has 1 args; at least 2 are needed.'],
  [{ op: '=' }, 'At the top: = takes 2 args in a list.'],
  [{ op: '=', args: [a, null] }, 'At /args/1: a text'],
  [{ op: '=', args: [a, Number.POSITIVE_INFINITY] }, 'At /args/1: a text, a finite number'],
  [{ op: '=', args: [a, 'x\u0000'] }, 'At /args/1: the text holds the character U+0000.'],
  [{ op: 'in', args: [a, []] }, 'At /args/1: a list of at least one value was expected.'],
  [
    { op: '=', args: [{ property: 7 }, 1] },
    'At /args/0/property: a text was expected, not a value of type number.',
  ],
  [{ op: '=', args: [a, { date: '2026-13-01' }] }, 'At /args/1: "2026-13-01" is not a date'],
  [
    { op: 't_after', args: [a, { interval: ['..'] }] },
    'At /args/1/interval: the interval has 1 bounds; 2 bounds',
  ],
  [{ op: 't_after', args: [a, { interval: ['..', 'x'] }] }, 'At /args/1/interval/1: "x" is not a date'],
  [{ op: 's_within', args: [a, { type: 'Circle' }] }, 'At /args/1: The geometry has the type "Circle".'],
  [
    { op: 's_within', args: [a, { bbox: [1, 2, 3] }] },
    'At /args/1: The box has 3 numbers; 4 or 6 are needed.',
  ],
])('%j is refused with its place', (json, message) => {
  expect(() => parseCql2Json(json)).toThrow(FilterProblem)
  expect(() => parseCql2Json(json)).toThrow(message)
})

test('what is nested too deep is refused, however deep it is and wherever it stands', () => {
  let deep: unknown = true
  for (let i = 0; i < 100_000; i++) deep = { op: 'not', args: [deep] }
  expect(() => parseCql2Json(deep)).toThrow('nested 65 levels deep or more; at most 64 are read.')
  expect(() => parseCql2Json({ op: '=', args: [{ date: deep }, 1] })).toThrow('a text was expected')
  expect(() => parseCql2Json({ type: deep })).toThrow('a geometry has a type')
})

test('what has too many parts or positions is refused with both numbers', () => {
  const list = Array(10_000).fill(1)
  expect(() => parseCql2Json({ op: 'in', args: [a, list] })).toThrow('10001 parts or more; at most 10000')
  const line = { type: 'LineString', coordinates: Array.from({ length: 6000 }, (_, i) => [i, 0]) }
  expect(() => parseCql2Json({ op: 's_touches', args: [line, line] })).toThrow(
    'The geometries of the filter have 12000 positions or more; at most 10000 are read.',
  )
})

test('any expression written as JSON is read as the same expression', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      expect(parseCql2Json(JSON.parse(JSON.stringify(writeCql2Json(expression))))).toEqual(expression)
    }),
    { numRuns: 500 },
  )
})

test('whatever value comes, it is read or refused as a problem of the filter', () => {
  const keys = fc.constantFrom('op', 'args', 'property', 'interval', 'bbox', 'type', 'coordinates', 'date')
  const values = fc.oneof(
    fc.constantFrom('=', 'and', 'in', 'not', 'Polygon', 'GeometryCollection', '..', '2026-01-01'),
    fc.double(),
    fc.constant(null),
  )
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.object({ key: keys, values: [values] })), (value) => {
      try {
        parseCql2Json(value)
      } catch (error) {
        expect(error).toBeInstanceOf(FilterProblem)
      }
    }),
    { numRuns: 3000 },
  )
})
