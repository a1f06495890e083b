import type { Path } from './snap-to-tile.ts'

/**
 * Leaves out the corners of a ring that enclose nothing: repeats, positions on the straight line between their neighbours, spikes.
 *
 *      a ───·─── b          a ───────── b
 *      │         ╞══ c  →   │           │        the same area, to the last square unit
 *      d ─────── e          d ───────── e
 *
 * Nothing is simplified: what is left runs through every position that was left out (or back over it), so neighbours need not agree.
 *
 * @param ring whole numbers below 2²⁶ in size, so that products are exact; closed or not; overwritten, not closed
 * @returns twice the area by the surveyor's formula, > 0 when it runs clockwise as seen with y to the south; 0 and no positions
 *   when no area is left. Cost: O(positions). Deterministic.
 */
export function dropFlatCorners(ring: Path): number {
  const { xy } = ring
  let end = 0
  for (let i = 0; i < 2 * ring.count; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!]
    while (end >= 4 && isFlat(xy[end - 4]!, xy[end - 3]!, xy[end - 2]!, xy[end - 1]!, x, y)) end -= 2
    if (end === 2 && xy[0] === x && xy[1] === y) continue
    xy[end] = x
    xy[end + 1] = y
    end += 2
  }
  const kept = dropAcrossSeam(xy, end)
  if (kept.start > 0) xy.copyWithin(0, kept.start, kept.end)
  ring.count = kept.end - kept.start > 4 ? (kept.end - kept.start) / 2 : 0
  const area = twiceArea(ring)
  if (area === 0) ring.count = 0
  return area
}

/** The ring's last position comes before its first: what is flat there goes from either end. */
function dropAcrossSeam(xy: Float64Array, length: number): { start: number; end: number } {
  let [start, end] = [0, length]
  while (end - start > 4) {
    const [x, y, lastX, lastY] = [xy[start]!, xy[start + 1]!, xy[end - 2]!, xy[end - 1]!]
    if (isFlat(xy[end - 4]!, xy[end - 3]!, lastX, lastY, x, y)) end -= 2
    else if (isFlat(lastX, lastY, x, y, xy[start + 2]!, xy[start + 3]!)) start += 2
    else break
  }
  return { start, end }
}

/**
 * Leaves out the positions of a line through which it runs straight on; where it turns back it keeps its tip.
 *
 * @param from, to the line's positions in `path`, which it overwrites from `from` on
 * @returns the position after its last one; `from` when the line has no length. Cost: O(positions). Deterministic.
 */
export function dropStraightPositions(path: Path, from: number, to: number): number {
  const { xy } = path
  let end = 2 * from
  const start = end
  for (let i = 2 * from; i < 2 * to; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!]
    while (end >= start + 4 && isStraight(xy[end - 4]!, xy[end - 3]!, xy[end - 2]!, xy[end - 1]!, x, y))
      end -= 2
    if (end > start && xy[end - 2] === x && xy[end - 1] === y) continue
    xy[end] = x
    xy[end + 1] = y
    end += 2
  }
  return end - start > 2 ? end / 2 : from
}

function twiceArea({ xy, count }: Path): number {
  let area = 0
  for (let i = 0, j = 2 * count - 2; i < 2 * count; j = i, i += 2)
    area += xy[j]! * xy[i + 1]! - xy[i]! * xy[j + 1]!
  return area
}

const isFlat = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
  (bx - ax) * (cy - by) === (by - ay) * (cx - bx)

const isStraight = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
  isFlat(ax, ay, bx, by, cx, cy) && (bx - ax) * (cx - bx) + (by - ay) * (cy - by) > 0
