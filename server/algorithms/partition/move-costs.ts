import { zoneCost } from './objective.ts'
import type { ZoneState } from './zone-state.ts'

/** Kept for each directed edge: what the cut costs more, and what the perimeters of the zone left and the zone joined grow by. */
const [CUT, LEFT, JOINED] = [0, 1, 2]
/** Places for each edge; one stays empty, so that an edge lies within one line of the cache. */
const KEPT = 4

/**
 * What moves over cut edges would change of a plan's cost. Near the end of a search nearly every move is refused and
 * asked again before anything near it has changed, so the sums over a unit's borders are kept until the unit or one of
 * its neighbours changes its zone.
 *
 * O(1) where the sums are kept, O(degree) where not.
 */
export class MoveCosts {
  private readonly state: ZoneState
  private readonly kept: Float64Array
  /** What `changes` of the unit was when the sums were made, −1 = never. */
  private readonly keptAt: Int32Array

  constructor(state: ZoneState) {
    this.state = state
    this.kept = new Float64Array(KEPT * state.graph.neighbours.length)
    this.keptAt = new Int32Array(state.graph.neighbours.length).fill(-1)
  }

  /** The unit at the start of a cut edge goes over to the zone at its end. */
  ofMove(edge: number): number {
    const { state, kept } = this
    const { sources, neighbours, weights, areas } = state.graph
    const unit = sources[edge]!
    const from = state.zoneOf[unit]!
    const to = state.zoneOf[neighbours[edge]!]!
    this.keepSums(edge, unit)
    const weight = weights[unit]!
    const area = areas[unit]!
    return (
      kept[KEPT * edge + CUT]! +
      this.ofZone(from, -weight, -area, kept[KEPT * edge + LEFT]!) +
      this.ofZone(to, weight, area, kept[KEPT * edge + JOINED]!) +
      (state.further === undefined
        ? 0
        : state.further.costWith(from, -1, unit) + state.further.costWith(to, unit, -1)) +
      (state.home === undefined ? 0 : state.costOfLeavingHome(unit, from, to))
    )
  }

  /**
   * The unit at the start of `first` goes to the zone at its end, and the unit at the start of `second` goes on from
   * there over that edge. The two may be neighbours, and the last zone may be the first one.
   */
  ofChain(first: number, second: number): number {
    const { state, kept } = this
    const { sources, neighbours, weights, areas } = state.graph
    const unit = sources[first]!
    const passedOn = sources[second]!
    const from = state.zoneOf[unit]!
    const middle = state.zoneOf[passedOn]!
    const to = state.zoneOf[neighbours[second]!]!
    this.keepSums(first, unit)
    this.keepSums(second, passedOn)
    let left = kept[KEPT * second + LEFT]!
    let joined = kept[KEPT * second + JOINED]!
    let change = kept[KEPT * first + CUT]! + kept[KEPT * second + CUT]!
    // The sums of the second unit were made with the first one in the zone it came from.
    const between = this.edgeBetween(passedOn, unit)
    if (between !== -1) {
      const isSwap = to === from
      left += 2 * state.graph.sharedMeters[between]!
      if (isSwap) joined += 2 * state.graph.sharedMeters[between]!
      change += (isSwap ? 2 : 1) * state.graph.cutCosts[between]!
    }
    const weight = weights[unit]!
    const area = areas[unit]!
    const weightOn = weights[passedOn]!
    const areaOn = areas[passedOn]!
    change += this.ofZone(middle, weight - weightOn, area - areaOn, kept[KEPT * first + JOINED]! + left)
    if (to === from)
      change += this.ofZone(from, weightOn - weight, areaOn - area, kept[KEPT * first + LEFT]! + joined)
    else
      change +=
        this.ofZone(from, -weight, -area, kept[KEPT * first + LEFT]!) +
        this.ofZone(to, weightOn, areaOn, joined)
    if (state.further !== undefined) change += this.ofFurtherWeights(unit, passedOn, to)
    if (state.home !== undefined)
      change += state.costOfLeavingHome(unit, from, middle) + state.costOfLeavingHome(passedOn, middle, to)
    return change
  }

  /** What a zone costs more by itself when its sums grow by so much; what its further weights cost then comes on top. */
  private ofZone(zone: number, weight: number, area: number, perimeter: number): number {
    const { state } = this
    return (
      zoneCost(
        state.objective,
        state.weight[zone]! + weight,
        state.area[zone]! + area,
        state.perimeter[zone]! + perimeter,
      ) - state.cost[zone]!
    )
  }

  /** What the further weights of a chain's zones cost afterwards. */
  private ofFurtherWeights(unit: number, passedOn: number, to: number): number {
    const { further, zoneOf } = this.state
    const from = zoneOf[unit]!
    const middle = further!.costWith(zoneOf[passedOn]!, unit, passedOn)
    if (to === from) return middle + further!.costWith(from, passedOn, unit)
    return middle + further!.costWith(from, -1, unit) + further!.costWith(to, passedOn, -1)
  }

  /** −1 when the two are not neighbours. */
  private edgeBetween(unit: number, other: number): number {
    const { offsets, neighbours } = this.state.graph
    for (let edge = offsets[unit]!, end = offsets[unit + 1]!; edge < end; edge++)
      if (neighbours[edge] === other) return edge
    return -1
  }

  private keepSums(edge: number, unit: number): void {
    if (this.keptAt[edge] === this.state.changes[unit]) return
    this.keptAt[edge] = this.state.changes[unit]!
    this.sumBorders(edge, unit)
  }

  private sumBorders(keptEdge: number, unit: number): void {
    const { zoneOf, graph } = this.state
    const { offsets, neighbours, sharedMeters, cutCosts, perimeters } = graph
    const from = zoneOf[unit]!
    const to = zoneOf[neighbours[keptEdge]!]!
    let left = -perimeters[unit]!
    let joined = perimeters[unit]!
    let cut = 0
    for (let edge = offsets[unit]!, end = offsets[unit + 1]!; edge < end; edge++) {
      const zone = zoneOf[neighbours[edge]!]!
      if (zone === from) {
        left += 2 * sharedMeters[edge]!
        cut += cutCosts[edge]!
      } else if (zone === to) {
        joined -= 2 * sharedMeters[edge]!
        cut -= cutCosts[edge]!
      }
    }
    this.kept[KEPT * keptEdge + CUT] = cut
    this.kept[KEPT * keptEdge + LEFT] = left
    this.kept[KEPT * keptEdge + JOINED] = joined
  }
}
