/** Moments in milliseconds of one clock. */
export type Edit = Readonly<{ number: number; committedAt: number }>
/** What a reader had in hand, and when: the number of the last edit it shows. */
export type Reading = Readonly<{ number: number; at: number }>
export type Staleness = { p50: number; p99: number; max: number }

/**
 * How long after an edit's commit was answered somebody still received a tile without it.
 *
 * ```
 *   commit ●────────────────────▶ time
 *   readings    old  old  new
 *                     ↑ so long; 0 where none was old
 * ```
 *
 * @param readings in the order of their moments
 * @returns milliseconds: of all edits the median, the 99th percentile and the longest. Cost: O(edits · readings while they are old)
 */
export function stalenessOf(edits: readonly Edit[], readings: readonly Reading[]): Staleness {
  const longest = edits.map(({ number, committedAt }) => {
    const last = readings.findLast((it) => it.number < number)
    return last && last.at > committedAt ? last.at - committedAt : 0
  })
  const sorted = longest.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
