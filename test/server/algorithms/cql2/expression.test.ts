import { expect, test } from 'vitest'
import { OPERATORS, operation, operatorNamed } from '../../../../server/algorithms/cql2/expression.ts'

test('operators are found in upper and lower case, and nothing else is', () => {
  expect(operatorNamed('T_FINISHEDBY')).toBe('t_finishedBy')
  expect(operatorNamed('isnull')).toBe('isNull')
  expect(operatorNamed('constructor')).toBeUndefined()
})

test('all functions of the standard are there', () => {
  const starting = (letter: string) => Object.keys(OPERATORS).filter((name) => name.startsWith(letter)).length
  expect([starting('s_'), starting('t_'), starting('a_')]).toEqual([8, 15, 4])
})

test('an operation holds its operands in order', () => {
  const [one, two] = [1, 2].map((value) => ({ kind: 'number' as const, value }))
  expect(operation('<', one!, two!)).toEqual({ kind: 'operation', operator: '<', operands: [one, two] })
})
