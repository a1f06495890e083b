import type { CsrGraph } from '../graph/csr-graph.ts'

export type PossibleZones = {
  /** Units of each zone, in the order they were reached from its lowest unit. */
  zones: number[][]
  /** False when there are more than the cap, or too many sets had to be looked at: the list is not whole then. */
  isComplete: boolean
}

/** Sets looked at for each zone that may be listed: light sets grow into zones, and are many. */
const SETS_PER_ZONE = 20

/**
 * Lists every connected set of units whose weight lies in the band: the columns of an exact set-partitioning model.
 *
 * @param graph    n units; tens, not hundreds: the number of sets grows exponentially with the units of a zone
 * @param weights  ≥ 0; length n
 * @param band     lightest and heaviest zone; both may be reached
 * @param mostZones where to stop
 *
 * O(sets · units of a zone). Each set is grown from its lowest unit, and a unit only joins where it was first reached, so
 * that none comes twice. Source: Wernicke, Efficient detection of network motifs (ESU), IEEE/ACM TCBB 3(4), 2006.
 */
export function enumerateZones(
  graph: CsrGraph,
  { weights, min, max }: { weights: Float64Array; min: number; max: number },
  mostZones: number,
): PossibleZones {
  const zones: number[][] = []
  /** How many units of the set have reached a unit: itself or as neighbours. */
  const reached = new Int32Array(weights.length)
  let setsLeft = mostZones * SETS_PER_ZONE
  const zone: number[] = []

  const touch = (unit: number, change: 1 | -1, onFirst: (unit: number) => void) => {
    for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++) {
      const neighbour = graph.neighbours[edge]!
      if (change === 1 && reached[neighbour] === 0) onFirst(neighbour)
      reached[neighbour]! += change
    }
  }

  /** `frontier`: units that may still join; those drawn before are decided for all sets further down. */
  const grow = (unit: number, weight: number, frontier: readonly number[]): void => {
    if (setsLeft-- <= 0 || zones.length >= mostZones) return
    const grown = weight + weights[unit]!
    if (grown > max) return
    zone.push(unit)
    const root = zone[0]!
    const next = [...frontier]
    touch(unit, 1, (neighbour) => {
      if (neighbour > root) next.push(neighbour)
    })
    if (grown >= min) zones.push([...zone])
    for (let index = next.length - 1; index >= 0; index--) grow(next[index]!, grown, next.slice(0, index))
    touch(unit, -1, () => {})
    zone.pop()
  }

  for (let root = 0; root < weights.length; root++) {
    reached[root]! += 1
    grow(root, 0, [])
    reached[root]! -= 1
  }
  return { zones, isComplete: setsLeft > 0 && zones.length < mostZones }
}
