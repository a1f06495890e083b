import { expect, test } from 'vitest'
import { isName, tokenize } from '../../../../server/algorithms/cql2/tokenize.ts'

const shown = (text: string) =>
  tokenize(text)
    .slice(0, -1)
    .map(({ kind, value, position }) => `${position} ${kind} ${value}`)

test('words, quoted names, texts, numbers and symbols are told apart, with or without spaces', () => {
  expect(shown(`名.a<="b""c"`)).toEqual(['1 word 名.a', '4 symbol <=', '6 quoted b"c'])
  expect(shown("x\u00a0<> 'it''s'")).toEqual(['1 word x', '3 symbol <>', "6 string it's"])
  expect(shown('.5 1. 2E-3 ')).toEqual(['1 number .5', '4 number 1.', '7 number 2E-3'])
})

test.each([
  [String.raw`'a\b'`, 'a\\b'],
  [String.raw`'a\'b'`, "a'b"],
  [String.raw`'a\\'`, 'a\\'],
  [String.raw`'a\\\'b'`, "a\\'b"],
  [String.raw`'\\n'`, '\\\\n'],
  [`''''`, "'"],
  [`''`, ''],
])('the text %s means %s', (text, value) => {
  expect(tokenize(text)[0]).toMatchObject({ kind: 'string', text, value })
})

test('keywords are no names, unless they are quoted', () => {
  expect(tokenize('and AND "and" android').map(isName)).toEqual([false, false, true, true, false])
})

test('what begins nothing is refused with its place', () => {
  expect(() => tokenize('a;')).toThrow('At character 2: ";" begins nothing in CQL2.')
  expect(() => tokenize("'\\'")).toThrow('At character 1: the string that begins here does not end.')
  expect(() => tokenize('a\u0000')).toThrow('U+0000')
})
