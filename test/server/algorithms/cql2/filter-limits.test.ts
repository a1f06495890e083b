import { expect, test } from 'vitest'
import { type Expression, operation } from '../../../../server/algorithms/cql2/expression.ts'
import {
  assertWithinLimits,
  MOST_LEVELS,
  MOST_PARTS,
} from '../../../../server/algorithms/cql2/filter-limits.ts'

const leaf: Expression = { kind: 'boolean', value: true }
const nest = (levels: number): Expression => {
  let expression: Expression = leaf
  for (let level = 1; level < levels; level++) expression = operation('not', expression)
  return expression
}

test('as deep as allowed is accepted, one deeper is not', () => {
  expect(() => assertWithinLimits(nest(MOST_LEVELS))).not.toThrow()
  expect(() => assertWithinLimits(nest(MOST_LEVELS + 1))).toThrow('65 levels deep or more; at most 64')
})

test('as many parts as allowed are accepted, one more is not', () => {
  const list = (length: number): Expression => ({ kind: 'array', items: Array(length).fill(leaf) })
  expect(() => assertWithinLimits(list(MOST_PARTS - 1))).not.toThrow()
  expect(() => assertWithinLimits(list(MOST_PARTS))).toThrow(
    'The filter has 10001 parts; at most 10000 are read.',
  )
})
