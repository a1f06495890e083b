import type { PlanePoint } from '../geometry/local-plane.ts'

/** A building as a weight at a place. */
export type WeighedBuilding = {
  at: PlanePoint
  households: number
  /** The residential compound it stands in; kept whole where the weights allow. */
  compound: string | null
  /** Buildings of one group touch; kept together where the weights allow. */
  group: number
}

/** What is kept whole as long as possible, in this order. */
const LEVELS: ((building: WeighedBuilding, index: number) => string)[] = [
  ({ compound, group }) => (compound === null ? `group ${group}` : `compound ${compound}`),
  ({ group }) => `group ${group}`,
  (_, index) => `building ${index}`,
]
/** A cut that keeps compounds or groups whole must not leave less than this share on one side. */
const LEAST_SHARE = 0.2
/** Among cuts whose balance is this near to the best (as a share of the whole), the widest gap wins. */
const BALANCE_SLACK = 0.1

type Cluster = { members: number[]; households: number; at: PlanePoint }
type Cut = { sides: [number[], number[]]; lighterShare: number }

/**
 * Divides buildings into pieces of at most so many households, by cutting across the longest extent again and again.
 *
 * A cut prefers to keep compounds whole, then touching buildings, then balance, then wide gaps. Only a building with more
 * households than the limit makes a piece above it (buildings without households may stand in that piece too).
 *
 * @param maxHouseholds of a piece
 * @returns for each building its piece, 0 … pieces − 1, numbered in the order of the cuts. Cost: O(n log² n). Deterministic.
 */
export function bisectBuildings(buildings: readonly WeighedBuilding[], maxHouseholds: number): number[] {
  const pieceOf = new Array<number>(buildings.length).fill(0)
  let pieces = 0
  const waiting: number[][] = [buildings.map((_, index) => index)]
  while (waiting.length > 0) {
    const members = waiting.pop()!
    const cut = findCut(buildings, members, maxHouseholds)
    if (cut) waiting.push(cut.sides[1], cut.sides[0])
    else {
      for (const member of members) pieceOf[member] = pieces
      pieces++
    }
  }
  return pieceOf
}

function findCut(buildings: readonly WeighedBuilding[], members: number[], max: number): Cut | undefined {
  const households = members.reduce((sum, member) => sum + buildings[member]!.households, 0)
  if (households <= max) return undefined
  const parts = Math.ceil(households / max)
  const target = Math.floor(parts / 2) / parts
  const cuts = LEVELS.map((keyOf) => bestCut(clustersOf(buildings, members, keyOf), target))
  return (
    cuts.find((cut) => cut && cut.lighterShare >= LEAST_SHARE) ??
    cuts.findLast((cut) => cut && cut.lighterShare > 0)
  )
}

function clustersOf(
  buildings: readonly WeighedBuilding[],
  members: readonly number[],
  keyOf: (building: WeighedBuilding, index: number) => string,
): Cluster[] {
  const byKey = new Map<string, number[]>()
  for (const member of members) {
    const key = keyOf(buildings[member]!, member)
    const cluster = byKey.get(key)
    if (cluster) cluster.push(member)
    else byKey.set(key, [member])
  }
  return [...byKey.values()].map((cluster) => ({
    members: cluster,
    households: cluster.reduce((sum, member) => sum + buildings[member]!.households, 0),
    at: meanOf(cluster.map((member) => buildings[member]!.at)),
  }))
}

/** The best place to cut the row of clusters along their longest extent; undefined when there is only one. */
function bestCut(clusters: Cluster[], target: number): Cut | undefined {
  if (clusters.length < 2) return undefined
  const along = longestExtent(clusters.map(({ at }) => at))
  const row = clusters
    .map((cluster) => ({ ...cluster, position: cluster.at[0] * along[0] + cluster.at[1] * along[1] }))
    .sort((p, q) => p.position - q.position || p.members[0]! - q.members[0]!)
  const total = row.reduce((sum, { households }) => sum + households, 0)
  let before = 0
  const places = row.slice(1).map((cluster, index) => {
    before += row[index]!.households
    const share = before / total
    return {
      index: index + 1,
      share,
      off: offTarget(share, target),
      gap: cluster.position - row[index]!.position,
    }
  })
  const least = Math.min(...places.map(({ off }) => off))
  const { index, share } = places
    .filter(({ off }) => off <= least + BALANCE_SLACK)
    .reduce((best, place) => (place.gap > best.gap ? place : best))
  return {
    sides: [
      row.slice(0, index).flatMap(({ members }) => members),
      row.slice(index).flatMap(({ members }) => members),
    ],
    lighterShare: Math.min(share, 1 - share),
  }
}

/** How far a share is from the wanted one, whichever side is to be the lighter; an empty side is the worst. */
const offTarget = (share: number, target: number) =>
  share <= 0 || share >= 1 ? 1 : Math.min(Math.abs(share - target), Math.abs(1 - share - target))

/** The direction in which points spread most (the first principal axis), a unit vector. */
function longestExtent(points: readonly PlanePoint[]): PlanePoint {
  const [mx, my] = meanOf(points)
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of points) {
    xx += (x - mx) ** 2
    xy += (x - mx) * (y - my)
    yy += (y - my) ** 2
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  return [Math.cos(angle), Math.sin(angle)]
}

function meanOf(points: readonly PlanePoint[]): PlanePoint {
  let [x, y] = [0, 0]
  for (const [px, py] of points) {
    x += px
    y += py
  }
  return [x / points.length, y / points.length]
}
