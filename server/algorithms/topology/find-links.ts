import type { Position } from 'geojson'
import { segmentMeters } from '../geometry/ellipsoid-measures.ts'
import type { Face } from './canonical-faces.ts'
import { FaceLocator } from './locate-in-faces.ts'

/** A bridge or a ferry line; whether its two ends lie in another community. */
export type Crossing = {
  kind: 'bridge' | 'ferry'
  coordinates: Position[]
  startsElsewhere: boolean
  endsElsewhere: boolean
}

/** Two units (by ordinal, a < b) that a crossing joins over water. */
export type Link = { a: number; b: number; link: 'bridge' | 'ferry' }

export type LinkGround = {
  /** Units by ordinal; those of several parts by their parts. */
  units: { polygons: Face[]; isWater: boolean }[]
  /** Whether two units share an edge: they need no link. */
  areNeighbours: (a: number, b: number) => boolean
  /** How far the end of a ferry line may be from the land it serves. */
  ferryLandingMeters: number
}

/** A bridge ends on the road that goes on, which parts the units on its two sides: both are meant. */
const ON_EDGE_METERS = 1
/** A bridge may be drawn too short to reach the bank. */
const BRIDGE_LANDING_METERS = 30
/** A bridge is looked at every so many metres, whether there is water below. */
const LOOK_METERS = 5

type End = { at: Position; isElsewhere: boolean }

/**
 * Finds the land units that bridges and ferries join. Pieces of one crossing that meet at their ends count as one, with the ends
 * that are left. A bridge counts where there is water below it.
 *
 * @returns sorted by a, then b, each pair once (a bridge before a ferry). Cost: O(crossings × log units). Deterministic.
 */
export function findLinks(crossings: readonly Crossing[], ground: LinkGround): Link[] {
  const { landAt, isOverWater } = landings(ground)
  const links = new Map<string, Link>()
  for (const kind of ['bridge', 'ferry'] as const)
    for (const chain of chainsOf(crossings.filter((crossing) => crossing.kind === kind))) {
      if (kind === 'bridge' && !chain.some(isOverWater)) continue
      const ends = looseEnds(chain).map((end) => landAt(kind, end))
      for (const [a, b] of pairsOf(ends).flatMap(([p, q]) => sortedPairs(p, q)))
        if (!ground.areNeighbours(a, b) && !links.has(`${a} ${b}`))
          links.set(`${a} ${b}`, { a, b, link: kind })
    }
  return [...links.values()].sort((p, q) => p.a - q.a || p.b - q.b)
}

/** Where crossings come to land, and whether they lead over water. */
function landings({ units, ferryLandingMeters }: LinkGround) {
  const parts = units.flatMap(({ polygons, isWater }, unit) =>
    polygons.map((face) => ({ face, unit, isWater })),
  )
  const locator = new FaceLocator(parts.map(({ face }) => face))
  const isLand = (part: number) => !parts[part]!.isWater
  const reach = { bridge: BRIDGE_LANDING_METERS, ferry: ferryLandingMeters }

  const landAt = (kind: Crossing['kind'], { at, isElsewhere }: End): number[] => {
    const [lng, lat] = at as [number, number]
    const here = locator.within(lng, lat, ON_EDGE_METERS)
    if (isElsewhere && here.length === 0) return []
    const onEdge = here.filter(({ face }) => isLand(face))
    const nearest = onEdge.length > 0 ? undefined : locator.nearest(lng, lat, reach[kind], isLand)
    return [...onEdge, ...(nearest ? [nearest] : [])].map(({ face }) => parts[face]!.unit)
  }
  const isOverWater = ({ coordinates }: Crossing) =>
    looks(coordinates).some(([lng, lat]) => {
      const part = locator.containing(lng!, lat!)
      return part !== undefined && !isLand(part)
    })
  return { landAt, isOverWater }
}

const keyOf = (at: Position) => `${at[0]} ${at[1]}`

/** Crossings that meet at their ends, together. */
function chainsOf(crossings: readonly Crossing[]): Crossing[][] {
  const chainAt = new Map<string, Set<Crossing>>()
  for (const crossing of crossings) {
    const ends = [keyOf(crossing.coordinates[0]!), keyOf(crossing.coordinates.at(-1)!)]
    const joined = new Set([crossing, ...ends.flatMap((end) => [...(chainAt.get(end) ?? [])])])
    for (const member of joined)
      for (const end of [member.coordinates[0]!, member.coordinates.at(-1)!]) chainAt.set(keyOf(end), joined)
  }
  return [...new Set(chainAt.values())].map((chain) => [...chain])
}

/** The ends of a chain that no other of its members shares. */
function looseEnds(chain: readonly Crossing[]): End[] {
  const ends = chain.flatMap(({ coordinates, startsElsewhere, endsElsewhere }): End[] => [
    { at: coordinates[0]!, isElsewhere: startsElsewhere },
    { at: coordinates.at(-1)!, isElsewhere: endsElsewhere },
  ])
  return ends.filter((end) => ends.filter(({ at }) => keyOf(at) === keyOf(end.at)).length === 1)
}

const pairsOf = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((first, index) => items.slice(index + 1).map((second): [T, T] => [first, second]))

const sortedPairs = (p: readonly number[], q: readonly number[]): [number, number][] =>
  p.flatMap((a) => q.filter((b) => a !== b).map((b): [number, number] => (a < b ? [a, b] : [b, a])))

/** Places along a line, a few metres apart. */
const looks = (line: readonly Position[]): Position[] =>
  line.slice(1).flatMap((to, index) => {
    const from = line[index]!
    const count = Math.ceil(segmentMeters(from, to) / LOOK_METERS)
    return Array.from({ length: count }, (_, look): Position => {
      const share = (look + 0.5) / count
      return [from[0]! + (to[0]! - from[0]!) * share, from[1]! + (to[1]! - from[1]!) * share]
    })
  })
