import { expect, test } from 'vitest'
import { editIn } from '../../../../../server/commands/bench/serve/edited-grid.ts'
import { stalenessOf } from '../../../../../server/commands/bench/serve/staleness.ts'

test('an old tile counts from the commit of the edit that it lacks, until it is last received', () => {
  const edits = [
    { number: 1, committedAt: 100 },
    { number: 2, committedAt: 200 },
    { number: 3, committedAt: 300 },
  ]
  const readings = [
    { number: 0, at: 90 },
    { number: 0, at: 112 },
    { number: 1, at: 130 },
    { number: 2, at: 205 },
    { number: 1, at: 240 },
    { number: 2, at: 301 },
    { number: 3, at: 310 },
  ]
  // 12 ms for the first, 40 for the second, 1 for the third.
  expect(stalenessOf(edits, readings)).toEqual({ p50: 12, p99: 40, max: 40 })
})

test('a reader who has the edit before its commit is answered is not late', () => {
  expect(stalenessOf([{ number: 1, committedAt: 100 }], [{ number: 1, at: 99 }])).toEqual({
    p50: 0,
    p99: 0,
    max: 0,
  })
  expect(stalenessOf([], [])).toEqual({ p50: 0, p99: 0, max: 0 })
})

test('the edit that a tile shows is found among its bytes', () => {
  const bytes = Buffer.concat([
    Buffer.from([0x1a, 0xff, 0x0b]),
    Buffer.from('edit-000042'),
    Buffer.from([0x22, 0x31]),
  ])
  expect(editIn(bytes)).toBe(42)
  expect(editIn(Buffer.from('nothing'))).toBeUndefined()
})
