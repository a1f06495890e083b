import { expect, test } from 'vitest'
import { isTemporalNext, parseTemporal } from '../../../../server/algorithms/cql2/parse-temporal.ts'
import { TokenReader } from '../../../../server/algorithms/cql2/token-reader.ts'
import { tokenize } from '../../../../server/algorithms/cql2/tokenize.ts'

const reader = (text: string) => new TokenReader(tokenize(text))

test('a moment is known by its name and a bracket; else the name is a property', () => {
  expect(['date(', 'INTERVAL(', 'date = 1', '"DATE"('].map((it) => isTemporalNext(reader(it)))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('an interval has bounds of every kind', () => {
  expect(parseTemporal(reader(`INTERVAL("closed at", '..')`))).toEqual({
    kind: 'interval',
    start: { kind: 'property', name: 'closed at' },
    end: { kind: 'unbounded' },
  })
  expect(parseTemporal(reader("interval('2026-01-01', '2026-01-01T08:00:00Z')"))).toEqual({
    kind: 'interval',
    start: { kind: 'date', value: '2026-01-01' },
    end: { kind: 'timestamp', value: '2026-01-01T08:00:00Z' },
  })
})

test.each([
  ['DATE(a)', 'At character 6: found a where a text in single quotes was expected.'],
  ["DATE('yesterday')", 'At character 6: "yesterday" is not a date'],
  ["INTERVAL('..')", 'At character 14: found ) where "," was expected.'],
  [
    "INTERVAL(and, '..')",
    "At character 10: found and where a date, a timestamp, '..' or a property was expected.",
  ],
])('%s is refused', (text, message) => {
  expect(() => parseTemporal(reader(text))).toThrow(message)
})
