/**
 * Divides a report of progress among several works that run side by side: the whole is the sum of their shares.
 *
 * @param sizes  how much of the whole each work is, in any unit
 * @param report gets the share of the whole that is done, 0…1
 * @returns      for each work what it calls with its own share
 */
export function splitProgress(
  sizes: readonly number[],
  report: ((share: number) => void) | undefined,
): ((share: number) => void)[] {
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  const shares = new Float64Array(sizes.length)
  let done = 0
  return sizes.map((size, index) => (share) => {
    done += (share - shares[index]!) * size
    shares[index] = share
    // Sums of shares round: never more than all.
    report?.(Math.min(1, done / whole))
  })
}
