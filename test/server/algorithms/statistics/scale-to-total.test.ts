import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scaleToTotal } from '../../../../server/algorithms/statistics/scale-to-total.ts'

test('the largest remainders get what is left', () => {
  expect([...scaleToTotal([1, 1, 1, 0], 10)]).toEqual([4, 3, 3, 0])
  expect([...scaleToTotal([10, 20, 30], 6)]).toEqual([1, 2, 3])
})

test('nothing cannot be shared among zeros', () => {
  expect(() => scaleToTotal([0, 0], 5)).toThrow(/total of 5 cannot be shared among 2/)
  expect([...scaleToTotal([0, 0], 0)]).toEqual([0, 0])
})

test('the sum is exact, each within one of its share, zeros stay zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5000), { minLength: 1, maxLength: 200 }).filter((counts) => counts.some((n) => n > 0)),
      fc.nat(1_000_000),
      (counts, total) => {
        const shares = scaleToTotal(counts, total)
        const sum = counts.reduce((a, b) => a + b, 0)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        counts.forEach((count, i) => {
          expect(Math.abs(shares[i]! - (count * total) / sum)).toBeLessThan(1 + 1e-6)
          if (count === 0) expect(shares[i]).toBe(0)
        })
      },
    ),
  )
})
