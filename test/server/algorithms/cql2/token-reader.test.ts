import { expect, test } from 'vitest'
import { FilterProblem } from '../../../../server/algorithms/cql2/filter-limits.ts'
import { TokenReader } from '../../../../server/algorithms/cql2/token-reader.ts'
import { tokenize } from '../../../../server/algorithms/cql2/tokenize.ts'

const reader = (text: string) => new TokenReader(tokenize(text))

test('a keyword is taken in any case, a text or quoted name that looks like it is not', () => {
  expect(reader('Between').take('BETWEEN')).toBe(true)
  expect(reader("'and'").take('AND')).toBe(false)
  expect(reader('"and"').take('AND')).toBe(false)
})

test('beyond the end is the end', () => {
  const end = reader('')
  expect([end.next().kind, end.next().kind, end.peek(5).kind]).toEqual(['end', 'end', 'end'])
})

test('a list ends where no comma follows', () => {
  const numbers = reader('1, 2, 3 4')
  expect(numbers.list(() => numbers.expectKind('number', 'a number'))).toEqual(['1', '2', '3'])
})

test('what is missing is named with its place, and what is long is shortened', () => {
  expect(() => reader('a').expect('(')).toThrow('At character 1: found a where "(" was expected.')
  expect(() => reader('a'.repeat(99)).expect('(')).toThrow(`found ${'a'.repeat(40)}… where`)
})

test('nesting is counted, and comes to an end', () => {
  const endless = reader('')
  const deeper = (): never => endless.nested(deeper)
  expect(deeper).toThrow('The filter is nested 65 levels deep or more; at most 64 are read.')
})

test('a problem is given its place, any other error is left alone', () => {
  const here = reader('  a')
  const fail = (error: Error) => () =>
    here.placed(here.peek(), () => {
      throw error
    })
  expect(fail(new FilterProblem('wrong.'))).toThrow('At character 3: wrong.')
  expect(fail(new TypeError('broken'))).toThrow(TypeError)
})
