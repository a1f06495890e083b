import type { Neighbours } from './find-neighbours.ts'

/** What decides whether a face can stand alone. */
export type SliverFace = { areaSquareMeters: number; hasBuildings: boolean; isWater: boolean }

/** A face, or faces merged into it, while merging goes on. */
type Group = {
  members: number[]
  areaSquareMeters: number
  hasBuildings: boolean
  isWater: boolean
  largestSquareMeters: number
  /** By the neighbour's group. */
  edges: Map<number, Edge>
}
type Edge = { meters: number; strengthMeters: number }

/**
 * Merges slivers into neighbours, smallest first: faces below a size without buildings (the island of a junction, the strip
 * between two carriageways), and what a division left over (faces without buildings that no barrier parts from a neighbour).
 *
 * A sliver goes to a neighbour that no barrier parts from it, else to one of its kind if it has one; of those with which it
 * shares at least a quarter of its longest shared edge to the one over the weakest barrier, then over the longest edge, then
 * to the first.
 *
 * @param faces by ordinal
 * @param neighbours of the faces
 * @param limitSquareMeters faces without buildings below it are slivers; one without neighbours stays
 * @param strength of a barrier class, 0…1
 * @returns the groups, each with its members ascending and its kind (that of its largest member), ordered by their first
 *   member. Cost: O(slivers × faces) at worst, a few thousand slivers a second. Deterministic.
 */
export function mergeSlivers(
  faces: readonly SliverFace[],
  neighbours: readonly Neighbours[],
  limitSquareMeters: number,
  strength: (barrierClass: string) => number,
): { members: number[]; isWater: boolean }[] {
  const groups = startGroups(faces, neighbours, strength)
  const isSliver = (group: Group) =>
    !group.hasBuildings &&
    (group.areaSquareMeters < limitSquareMeters || [...group.edges.values()].some(isOpen))
  const waiting = new Set([...groups.keys()].filter((index) => isSliver(groups.get(index)!)))
  while (waiting.size > 0) {
    const index = smallest(waiting, groups)
    waiting.delete(index)
    const target = bestNeighbour(groups, index)
    if (target === undefined) continue
    absorb(groups, index, target)
    if (isSliver(groups.get(target)!)) waiting.add(target)
    else waiting.delete(target)
  }
  return [...groups.values()]
    .map(({ members, isWater }) => ({ members: members.sort((p, q) => p - q), isWater }))
    .sort((p, q) => p.members[0]! - q.members[0]!)
}

function startGroups(
  faces: readonly SliverFace[],
  neighbours: readonly Neighbours[],
  strength: (barrierClass: string) => number,
): Map<number, Group> {
  const groups = new Map<number, Group>()
  for (const [index, face] of faces.entries())
    groups.set(index, {
      ...face,
      members: [index],
      largestSquareMeters: face.areaSquareMeters,
      edges: new Map(),
    })
  for (const { a, b, sharedMeters, barrierClass } of neighbours) {
    const edge = {
      meters: sharedMeters,
      strengthMeters: sharedMeters * (barrierClass ? strength(barrierClass) : 0),
    }
    groups.get(a)!.edges.set(b, edge)
    groups.get(b)!.edges.set(a, edge)
  }
  return groups
}

/** No barrier runs along it: a divider cut through what was one block. */
const isOpen = ({ strengthMeters }: Edge) => strengthMeters === 0

function bestNeighbour(groups: Map<number, Group>, index: number): number | undefined {
  const { edges, isWater } = groups.get(index)!
  const all = [...edges].map(([neighbour, edge]) => ({ neighbour, ...edge }))
  const ofItsKind = all.filter(({ neighbour }) => groups.get(neighbour)!.isWater === isWater)
  const open = all.filter(isOpen)
  const candidates = open.length > 0 ? open : ofItsKind.length > 0 ? ofItsKind : all
  const longest = Math.max(...candidates.map(({ meters }) => meters))
  return candidates
    .filter(({ meters }) => meters >= longest / 4)
    .sort(
      (p, q) =>
        p.strengthMeters / p.meters - q.strengthMeters / q.meters ||
        q.meters - p.meters ||
        p.neighbour - q.neighbour,
    )[0]?.neighbour
}

function absorb(groups: Map<number, Group>, from: number, into: number) {
  const sliver = groups.get(from)!
  const target = groups.get(into)!
  groups.delete(from)
  target.members.push(...sliver.members)
  target.areaSquareMeters += sliver.areaSquareMeters
  if (sliver.largestSquareMeters > target.largestSquareMeters) {
    target.largestSquareMeters = sliver.largestSquareMeters
    target.isWater = sliver.isWater
  }
  target.edges.delete(from)
  for (const [neighbour, edge] of sliver.edges) {
    if (neighbour === into) continue
    const known = target.edges.get(neighbour) ?? { meters: 0, strengthMeters: 0 }
    const joined = {
      meters: known.meters + edge.meters,
      strengthMeters: known.strengthMeters + edge.strengthMeters,
    }
    target.edges.set(neighbour, joined)
    const other = groups.get(neighbour)!
    other.edges.delete(from)
    other.edges.set(into, joined)
  }
}

function smallest(waiting: Set<number>, groups: Map<number, Group>): number {
  const area = (index: number) => groups.get(index)!.areaSquareMeters
  return [...waiting].reduce((least, index) => {
    const difference = area(index) - area(least)
    return difference < 0 || (difference === 0 && index < least) ? index : least
  })
}
