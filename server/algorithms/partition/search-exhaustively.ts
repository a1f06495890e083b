import { bandExcess, excessShare, type Objective } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import type { Band } from './unit-graph.ts'
import { leastExcessOf, leastExcessShare } from './zone-counts.ts'

/** A number of zones joined with another costs this share of a zone looked at. */
const JOINING_EFFORT = 0.05

/** A set of units is the bits of one 32-bit number. */
export const MOST_UNITS_TO_SEARCH = 30

export type SearchWish = Pick<Objective, 'min' | 'max' | 'target' | 'furtherBands'> & {
  /** Plans are counted by their number of zones, 1…mostZones; with any number at once when absent. */
  mostZones?: number
  /** Only plans with less weight outside the band than this are of interest. */
  below: number
  /** Work before giving up: zones looked at, and numbers of zones joined. */
  budget: number
}

export type Divisions = {
  /** Least weight outside the band for each number of zones; for any number at index 0. Infinity = none below the limit. */
  leastExcess: Float64Array
  /** A plan with that weight outside: zone of each unit, numbered from 0. */
  planWith: (zoneCount: number) => Int32Array
}

/** A zone that is growing inside a connected set, and the least excess that the set can come down to. */
type Growth = { set: number; entry: Entry; floor: number; zone: number; weight: number }

/** What is known of one connected set of units: the least excess for each number of zones, and the zone it begins with. */
type Entry = { excess: Float64Array; zone: Int32Array }

/**
 * Finds the best division of a small part into connected zones by trying all that could be better than a limit: the zone
 * of the outermost unit is every connected set with it in turn, and each piece that this leaves is divided by itself.
 * Pieces come back in many orders and are divided once.
 *
 * @param graph a connected part of at most MOST_UNITS_TO_SEARCH units
 * @param wish  band, limit and budget
 * @returns     a proof: what is not there does not exist; undefined when the budget ran out first
 *
 * At most `budget` zones are looked at, about 1 µs each; exponential in the units otherwise. Deterministic.
 */
export function searchExhaustively(graph: PartGraph, wish: SearchWish): Divisions | undefined {
  const order = orderFromRim(graph)
  const search = new ExhaustiveSearch(graph, order, wish)
  const whole = 2 ** order.length - 1
  const { excess } = search.divide(whole)
  if (search.budget < 0) return undefined
  const planWith = (zoneCount: number) => {
    const zoneOf = new Int32Array(order.length)
    search.zonesOf(whole, zoneCount).forEach((zone, index) => {
      order.forEach((unit, bit) => {
        if (zone & (1 << bit)) zoneOf[unit] = index
      })
    })
    return zoneOf
  }
  return { leastExcess: excess, planWith }
}

/** Breadth first from a unit at the rim: pieces left by whole zones then stay few and compact. */
function orderFromRim({ offsets, neighbours }: PartGraph): number[] {
  const walk = (start: number) => {
    const order = [start]
    const seen = new Set(order)
    for (const unit of order)
      for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++)
        if (!seen.has(neighbours[edge]!)) {
          seen.add(neighbours[edge]!)
          order.push(neighbours[edge]!)
        }
    return order
  }
  return walk(walk(0).at(-1)!)
}

class ExhaustiveSearch {
  budget: number
  private readonly wish: SearchWish
  private readonly slots: number
  private readonly weights: number[]
  private readonly furtherWeights: number[][]
  /** Neighbours of each unit as bits. */
  private readonly touching: number[]
  private readonly known = new Map<number, Entry>()

  constructor(graph: PartGraph, order: readonly number[], wish: SearchWish) {
    this.wish = wish
    this.budget = wish.budget
    this.slots = wish.mostZones === undefined ? 1 : wish.mostZones + 1
    this.weights = order.map((unit) => graph.weights[unit]!)
    this.furtherWeights = graph.furtherWeights.map((weights) => order.map((unit) => weights[unit]!))
    const bitOf = new Map(order.map((unit, bit) => [unit, bit]))
    this.touching = order.map((unit) => {
      let bits = 0
      for (let edge = graph.offsets[unit]!; edge < graph.offsets[unit + 1]!; edge++)
        bits |= 1 << bitOf.get(graph.neighbours[edge]!)!
      return bits
    })
  }

  /** The best divisions of a connected set. */
  divide(set: number): Entry {
    const known = this.known.get(set)
    if (known) return known
    const entry = {
      excess: new Float64Array(this.slots).fill(Number.POSITIVE_INFINITY),
      zone: new Int32Array(this.slots),
    }
    this.known.set(set, entry)
    const first = set & -set
    const bit = 31 - Math.clz32(first)
    const start = { set, entry, floor: this.floorOf(set), zone: first, weight: this.weights[bit]! }
    this.growZone(start, this.touching[bit]! & set, first)
    return entry
  }

  /** The zones of the best division with so many of them. */
  zonesOf(set: number, zoneCount: number): number[] {
    const zone = this.divide(set).zone[zoneCount]!
    const pieces = this.piecesOf(set & ~zone)
    let left = zoneCount - 1
    const zones = [zone]
    pieces.forEach((piece, index) => {
      const share = this.slots === 1 ? 0 : this.shareOfFirst(pieces.slice(index), left)
      zones.push(...this.zonesOf(piece, share))
      left -= share
    })
    return zones
  }

  /** Looks at every connected zone that has `zone` and more of the candidates; `met` are the units decided already. */
  private growZone(at: Growth, candidates: number, met: number): void {
    if (--this.budget < 0) return
    this.takeZone(at)
    const decided = met | candidates
    for (let open = candidates; open !== 0 && this.budget >= 0; open &= open - 1) {
      if (this.slots === 1 && at.entry.excess[0]! <= at.floor) return
      const unit = open & -open
      const bit = 31 - Math.clz32(unit)
      const weight = at.weight + this.weights[bit]!
      if (weight - this.wish.max >= this.wish.below) continue
      const further = this.touching[bit]! & at.set & ~decided
      this.growZone({ ...at, zone: at.zone | unit, weight }, (open & (open - 1)) | further, decided | further)
    }
  }

  /** The plans that begin with this zone. */
  private takeZone({ set, entry, zone, weight }: Growth): void {
    const own = bandExcess(weight, this.wish) + this.furtherExcess(zone, excessShare)
    if (own >= this.wish.below) return
    const pieces = this.piecesOf(set & ~zone)
    if (own + pieces.reduce((sum, piece) => sum + this.floorOf(piece), 0) >= this.wish.below) return
    const totals = this.joinCounts(pieces)
    const shift = this.slots === 1 ? 0 : 1
    for (let slot = shift; slot < this.slots; slot++) {
      const excess = own + totals[slot - shift]!
      if (excess >= this.wish.below || excess >= entry.excess[slot]!) continue
      entry.excess[slot] = excess
      entry.zone[slot] = zone
    }
  }

  /** Least excess of several pieces together, for each number of zones that they share. */
  private joinCounts(pieces: readonly number[]): Float64Array {
    let totals = new Float64Array(this.slots).fill(Number.POSITIVE_INFINITY)
    totals[0] = 0
    for (const piece of pieces) {
      const { excess } = this.divide(piece)
      const joined = new Float64Array(this.slots).fill(Number.POSITIVE_INFINITY)
      for (let one = 0; one < this.slots; one++) {
        if (totals[one] === Number.POSITIVE_INFINITY) continue
        this.budget -= this.slots * JOINING_EFFORT
        for (let other = 0; one + other < this.slots; other++)
          joined[one + other] = Math.min(joined[one + other]!, totals[one]! + excess[other]!)
      }
      totals = joined
      if (totals.every((total) => total >= this.wish.below)) break
    }
    return totals
  }

  /** How many of the zones that several pieces share the first of them gets. */
  private shareOfFirst([first, ...rest]: readonly number[], zoneCount: number): number {
    const { excess } = this.divide(first!)
    const others = this.joinCounts(rest)
    let best = 0
    for (let share = 1; share <= zoneCount; share++)
      if (excess[share]! + others[zoneCount - share]! < excess[best]! + others[zoneCount - best]!)
        best = share
    return best
  }

  private piecesOf(set: number): number[] {
    const pieces: number[] = []
    for (let left = set; left !== 0; left &= ~pieces.at(-1)!) {
      let piece = left & -left
      for (let open = piece; open !== 0; ) {
        const unit = open & -open
        const found = this.touching[31 - Math.clz32(unit)]! & left & ~piece
        piece |= found
        open = (open & (open - 1)) | found
      }
      pieces.push(piece)
    }
    return pieces
  }

  /** No division of a set has less weight outside. */
  private floorOf(set: number): number {
    return leastExcessOf(sumOver(this.weights, set), this.wish) + this.furtherExcess(set, leastExcessShare)
  }

  /** Weight outside the bands of further weights, in terms of the first one's target. */
  private furtherExcess(set: number, shareOf: (weight: number, band: Band) => number): number {
    const { target, furtherBands } = this.wish
    let share = 0
    for (let index = 0; index < furtherBands.length; index++)
      share += shareOf(sumOver(this.furtherWeights[index]!, set), furtherBands[index]!)
    return target * share
  }
}

function sumOver(weights: readonly number[], set: number): number {
  let sum = 0
  for (let open = set; open !== 0; open &= open - 1) sum += weights[31 - Math.clz32(open & -open)]!
  return sum
}
