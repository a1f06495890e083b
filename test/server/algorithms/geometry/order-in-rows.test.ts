import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderInRows } from '../../../../server/algorithms/geometry/order-in-rows.ts'

describe('orderInRows', () => {
  test('reads west to east inside rows from north to south', () => {
    expect(
      orderInRows(
        [
          [2, 9.9],
          [1, 0],
          [1, 10],
          [0, 5],
        ],
        2,
      ),
    ).toEqual([2, 0, 3, 1])
  })
  test('refuses a row without height', () => {
    expect(() => orderInRows([[0, 0]], 0)).toThrow('A row is 0 high')
  })
  test('keeps every point exactly once', () => {
    const point = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const order = orderInRows(points, 0.01)
        expect([...order].sort((a, b) => a - b)).toEqual(points.map((_, index) => index))
      }),
    )
  })
})
