import type { Neighbours } from './find-neighbours.ts'

/** What decides whether a face can stand alone. */
export type SliverFace = {
  areaSquareMeters: number
  hasBuildings: boolean
  isWater: boolean
  /** Faces with one owner are one from the start and stand alone whatever their size; null = nobody's. */
  owner: number | null
}

/** Faces that make one unit: their ordinals ascending, the kind of the largest, and the owner if there is one. */
export type FaceGroup = { members: number[]; isWater: boolean; owner: number | null }

/** A face, or faces merged into it, while merging goes on. */
type Group = SliverFace & {
  members: number[]
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
 * @returns the groups, ordered by their first member. Cost: O(slivers × faces) at worst, a few thousand slivers a second. Deterministic.
 */
export function mergeSlivers(
  faces: readonly SliverFace[],
  neighbours: readonly Neighbours[],
  limitSquareMeters: number,
  strength: (barrierClass: string) => number,
): FaceGroup[] {
  const groups = startGroups(faces, neighbours, strength)
  const isSliver = (group: Group) =>
    !group.hasBuildings &&
    group.owner === null &&
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
    .map(({ members, isWater, owner }) => ({ members: members.sort((p, q) => p - q), isWater, owner }))
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
  joinOwned(faces, groups)
  return groups
}

function joinOwned(faces: readonly SliverFace[], groups: Map<number, Group>) {
  const firstOf = new Map<number, number>()
  for (const [index, { owner }] of faces.entries()) {
    if (owner === null) continue
    const first = firstOf.get(owner)
    if (first === undefined) firstOf.set(owner, index)
    else absorb(groups, index, first)
  }
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
