/**
 * Orders points as one reads a map: rows from north to south, in a row from west to east.
 *
 *     1   2      3
 *       4    5
 *     6     7
 *
 * @param points    [lng, lat] in degrees, or any x, y with y upwards; length n
 * @param rowHeight height of a row in the same unit, > 0; rows are counted from the northernmost point
 * @returns         the indices of the points in reading order; length n
 * @throws RangeError when rowHeight is not positive
 *
 * O(n log n). Deterministic: equal places keep their order.
 */
export function orderInRows(points: readonly (readonly [number, number])[], rowHeight: number): number[] {
  if (!(rowHeight > 0)) throw new RangeError(`A row is ${rowHeight} high; it must be higher than 0.`)
  const north = points.reduce((highest, [, y]) => Math.max(highest, y), Number.NEGATIVE_INFINITY)
  const rowOf = points.map(([, y]) => Math.floor((north - y) / rowHeight))
  const xOf = (index: number) => points[index]?.[0] ?? 0
  return points
    .map((_, index) => index)
    .sort((a, b) => (rowOf[a] ?? 0) - (rowOf[b] ?? 0) || xOf(a) - xOf(b) || a - b)
}
