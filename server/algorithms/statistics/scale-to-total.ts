/**
 * Scales whole numbers so that they sum to a known total exactly (largest remainder, Hamilton's method).
 * @param counts finite, ≥ 0
 * @param total whole number ≥ 0
 * @returns whole numbers ≥ 0 in the same order that sum to `total`; each within 1 of its exact share; zeros stay zero.
 * Ties go to the earlier one, so the result depends on nothing but the input.
 * @throws RangeError when a positive total is to be shared among zeros
 * Cost: O(n log n).
 */
export function scaleToTotal(counts: ArrayLike<number>, total: number): Float64Array {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i]!
  if (sum === 0 && total > 0)
    throw new RangeError(
      `A total of ${total} cannot be shared among ${counts.length} counts that are all zero.`,
    )
  const shares = new Float64Array(counts.length)
  if (sum === 0) return shares

  // 1. Everyone gets the whole part of their share.
  const remainders = new Float64Array(counts.length)
  let left = total
  for (let i = 0; i < counts.length; i++) {
    const exact = (counts[i]! * total) / sum
    shares[i] = Math.floor(exact)
    remainders[i] = exact - shares[i]!
    left -= shares[i]!
  }
  // 2. What is left goes one by one to the largest remainders (never to a zero: its remainder is zero and others come first).
  const order = Uint32Array.from(remainders, (_, i) => i).sort(
    (a, b) => remainders[b]! - remainders[a]! || a - b,
  )
  const receivers = order.filter((i) => counts[i]! > 0)
  for (let i = 0; i < left; i++) shares[receivers[i % receivers.length]!]! += 1
  return shares
}
