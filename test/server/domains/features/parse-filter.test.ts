import { expect } from 'vitest'
import { parseFilter } from '../../../../server/domains/features/parse-filter.ts'
import { test } from '../../../support/app.ts'

const json = { op: '=', args: [{ property: 'name' }, 'x'] }

test('text, JSON and JSON as text say the same', () => {
  const expression = parseFilter("name = 'x'", 'cql2-text', 'querystring/filter')
  expect(parseFilter(json, 'cql2-json', 'body/filter')).toEqual(expression)
  expect(parseFilter(JSON.stringify(json), 'cql2-json', 'querystring/filter')).toEqual(expression)
})

test.each([
  ["name = 'x", 'cql2-text', 'At character 8: the string that begins here does not end.'],
  [json, 'cql2-text', 'A filter in cql2-text is a text.'],
  ["name = 'x'", 'cql2-json', 'The filter is not JSON, which filter-lang says it is.'],
  ['[1e400]', 'cql2-json', 'At /0: a text, a finite number'],
  ['['.repeat(9_999), 'cql2-json', 'The filter is not JSON'],
  ['['.repeat(5000) + ']'.repeat(5000), 'cql2-json', 'nested 65 levels deep or more; at most 64 are read.'],
  [`"${'x'.repeat(10_000)}"`, 'cql2-json', 'The filter has 10002 characters; at most 10000 are read.'],
] as const)('%j as %s is an invalid request that says why', (filter, language, message) => {
  const parse = () => parseFilter(filter, language, 'body/filter')
  expect(parse).toThrow(expect.objectContaining({ kind: 'invalid-request', facts: { field: 'body/filter' } }))
  expect(parse).toThrow(message)
})
