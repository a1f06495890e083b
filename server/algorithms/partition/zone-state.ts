import { FurtherSums } from './further-sums.ts'
import { bandExcess, type Objective, zoneCost } from './objective.ts'
import type { PartGraph } from './part-graph.ts'

/**
 * A plan of one part in the making: the zone of each unit with every sum that a move needs, kept up to date in
 * O(degree) a move. The cut edges are listed, so that a random one is found at once.
 */
export class ZoneState {
  readonly graph: PartGraph
  readonly objective: Objective
  readonly zoneOf: Int32Array
  readonly zoneCount: number
  readonly weight: Float64Array
  readonly area: Float64Array
  readonly perimeter: Float64Array
  readonly size: Int32Array
  /** Sums of the weights after the first; undefined when there are none, so that one weight costs no time. */
  readonly further: FurtherSums | undefined
  /** What each zone costs by itself. */
  readonly cost: Float64Array
  /** Zone each unit should stay in, −1 = none. */
  readonly home: Int32Array | undefined
  /** How often the zone of each unit or of one of its neighbours has changed. */
  readonly changes: Int32Array
  /** The directed cut edges are cutEdges[0…cutCount−1]; cutSlot is where each stands, −1 = not cut. */
  readonly cutEdges: Int32Array
  readonly cutSlot: Int32Array
  cutCount = 0

  constructor(
    graph: PartGraph,
    objective: Objective,
    start: { zoneOf: Int32Array; zoneCount: number; home?: Int32Array },
  ) {
    this.graph = graph
    this.objective = { ...objective }
    this.zoneOf = start.zoneOf
    this.zoneCount = start.zoneCount
    this.home = start.home
    this.weight = new Float64Array(start.zoneCount)
    this.area = new Float64Array(start.zoneCount)
    this.perimeter = new Float64Array(start.zoneCount)
    this.cost = new Float64Array(start.zoneCount)
    if (graph.furtherWeights.length > 0)
      this.further = new FurtherSums(graph, this.objective, start.zoneCount)
    this.size = new Int32Array(start.zoneCount)
    this.changes = new Int32Array(graph.weights.length)
    this.cutEdges = new Int32Array(graph.neighbours.length)
    this.cutSlot = new Int32Array(graph.neighbours.length)
    this.recount()
  }

  /** Sums everything anew from `zoneOf`. */
  recount(): void {
    for (const sums of [this.weight, this.area, this.perimeter, this.size]) sums.fill(0)
    this.cutSlot.fill(-1)
    this.cutCount = 0
    const { weights, areas, perimeters, neighbours, sources, sharedMeters } = this.graph
    for (let unit = 0; unit < weights.length; unit++) {
      this.changes[unit]! += 1
      const zone = this.zoneOf[unit]!
      this.weight[zone]! += weights[unit]!
      this.area[zone]! += areas[unit]!
      this.perimeter[zone]! += perimeters[unit]!
      this.size[zone]! += 1
    }
    for (let edge = 0; edge < neighbours.length; edge++) {
      const zone = this.zoneOf[sources[edge]!]!
      if (zone === this.zoneOf[neighbours[edge]!]) this.perimeter[zone]! -= sharedMeters[edge]!
      else this.listCutEdge(edge)
    }
    this.further?.recount(this.zoneOf)
    this.priceZones()
  }

  /** Prices the weight outside the band anew: soft while the search is hot, hard at its end. O(zones). */
  setViolationPrice(price: number): void {
    this.objective.violationPrice = price
    this.priceZones()
  }

  private priceZones(): void {
    for (let zone = 0; zone < this.zoneCount; zone++)
      this.cost[zone] =
        zoneCost(this.objective, this.weight[zone]!, this.area[zone]!, this.perimeter[zone]!) +
        (this.further?.costOf(zone) ?? 0)
  }

  /** Puts `unit` into zone `to`. The caller has checked that its zone stays connected. O(degree). */
  move(unit: number, to: number): void {
    const { weights, areas, perimeters, offsets, neighbours, reverse, sharedMeters } = this.graph
    const from = this.zoneOf[unit]!
    let perimeterFrom = this.perimeter[from]! - perimeters[unit]!
    let perimeterTo = this.perimeter[to]! + perimeters[unit]!
    this.zoneOf[unit] = to
    this.changes[unit]! += 1
    for (let edge = offsets[unit]!, end = offsets[unit + 1]!; edge < end; edge++) {
      const next = neighbours[edge]!
      const zone = this.zoneOf[next]!
      this.changes[next]! += 1
      if (zone === from) {
        perimeterFrom += 2 * sharedMeters[edge]!
        this.listCutEdge(edge)
        this.listCutEdge(reverse[edge]!)
      } else if (zone === to) {
        perimeterTo -= 2 * sharedMeters[edge]!
        this.unlistCutEdge(edge)
        this.unlistCutEdge(reverse[edge]!)
      }
    }
    this.perimeter[from] = perimeterFrom
    this.perimeter[to] = perimeterTo
    this.area[from]! -= areas[unit]!
    this.area[to]! += areas[unit]!
    this.weight[from]! -= weights[unit]!
    this.weight[to]! += weights[unit]!
    this.size[from]! -= 1
    this.size[to]! += 1
    this.cost[from] = zoneCost(this.objective, this.weight[from]!, this.area[from]!, perimeterFrom)
    this.cost[to] = zoneCost(this.objective, this.weight[to]!, this.area[to]!, perimeterTo)
    if (this.further !== undefined) {
      this.further.move(unit, from, to)
      this.cost[from]! += this.further.costOf(from)
      this.cost[to]! += this.further.costOf(to)
    }
  }

  costOfLeavingHome(unit: number, from: number, to: number): number {
    const home = this.home?.[unit] ?? -1
    return home === from ? this.priceOfMoving(unit) : home === to ? -this.priceOfMoving(unit) : 0
  }

  /** Units without weight cost a little too, so that they do not wander. */
  private priceOfMoving(unit: number): number {
    const { movePrice, target } = this.objective
    return movePrice > 0 ? (movePrice * this.graph.weights[unit]!) / target + 1 : 0
  }

  /** Weight outside the bands, over all zones; further weights in terms of the first one's target. */
  totalExcess(): number {
    let excess = 0
    for (let zone = 0; zone < this.zoneCount; zone++) {
      excess += bandExcess(this.weight[zone]!, this.objective)
      if (this.further !== undefined) excess += this.objective.target * this.further.excessShareOf(zone)
    }
    return excess
  }

  /** The plan's whole cost. O(cut edges + zones). */
  totalCost(): number {
    let total = 0
    for (let slot = 0; slot < this.cutCount; slot++) total += this.graph.cutCosts[this.cutEdges[slot]!]! / 2
    for (const cost of this.cost) total += cost
    if (this.home)
      for (let unit = 0; unit < this.zoneOf.length; unit++)
        if (this.home[unit] !== -1 && this.home[unit] !== this.zoneOf[unit]) total += this.priceOfMoving(unit)
    return total
  }

  private listCutEdge(edge: number): void {
    this.cutSlot[edge] = this.cutCount
    this.cutEdges[this.cutCount++] = edge
  }

  private unlistCutEdge(edge: number): void {
    const slot = this.cutSlot[edge]!
    const last = this.cutEdges[--this.cutCount]!
    this.cutEdges[slot] = last
    this.cutSlot[last] = slot
    this.cutSlot[edge] = -1
  }
}
