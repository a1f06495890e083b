import { ZoneConnectivity } from '../graph/zone-connectivity.ts'
import type { SeededRandom } from '../statistics/seeded-random.ts'
import { MergeAndResplit } from './merge-and-resplit.ts'
import { MoveCosts } from './move-costs.ts'
import type { ZoneState } from './zone-state.ts'

export type AnnealingPlan = {
  /** Moves to try. */
  moves: number
  /** Temperatures in mean cut edges; falls geometrically from the first to the last. */
  startTemperature: number
  endTemperature: number
  /** The stretch of the cooling to run; the plan is polished and the best one kept only where it ends at 1. */
  cooling: { from: number; to: number }
  /** Share of moves that merge two zones and divide them anew, and of moves that pass a unit on through a second zone. */
  resplitShare: number
  chainShare: number
  random: SeededRandom
  onProgress?: (share: number) => void
  shouldStop?: () => boolean
}

/** Moves between two looks at the temperature, the best plan and the stop flag. */
const STEP_MOVES = 2048
/** How far into the cooling a search that is stopped jumps, and how many moves a unit it still makes. */
const [QUENCH_FROM, QUENCH_STEPS] = [0.6, 24]
/** The band is priced softly at first, so that zones can grow through one another, and ever harder towards the end. */
const [SOFTEST, HARDEST] = [0.1, 10]

/**
 * Improves a plan by simulated annealing: random units on a border change sides, chains push one unit in and another
 * out, and now and then two zones are merged and divided anew. A zone never falls apart and is never emptied.
 *
 * @param state a plan of connected zones; holds the best plan found on return
 * @param plan  how much and how hot
 *
 * Cost: `moves` × O(1), and for the moves accepted the degree and the contiguity test. Deterministic for the generator.
 */
export function annealZones(state: ZoneState, plan: AnnealingPlan): void {
  const annealing = new Annealing(state, plan)
  const steps = Math.max(1, Math.ceil(plan.moves / Math.max(STEP_MOVES, state.zoneOf.length)))
  const { from, to } = plan.cooling
  for (let step = 0; step < steps; step++) {
    annealing.cool(from + ((to - from) * step) / steps)
    annealing.runMoves(Math.ceil(plan.moves / steps))
    if (to === 1) annealing.keepBest()
    if (step % 16 === 0) plan.onProgress?.(step / steps)
    if (plan.shouldStop?.()) {
      if (to === 1) annealing.quench()
      break
    }
  }
  if (to === 1) annealing.polish(Math.min(plan.moves, 20 * state.zoneOf.length))
  plan.onProgress?.(1)
}

class Annealing {
  private temperature = 0
  private readonly plan: AnnealingPlan
  private readonly state: ZoneState
  private readonly random: SeededRandom
  private readonly connectivity: ZoneConnectivity
  private readonly costs: MoveCosts
  private readonly resplit: MergeAndResplit
  private readonly resplitBelow: number
  private readonly chainBelow: number
  private readonly violationPrice: number
  private currentStrictness = 1
  private cost: number
  private bestExcess: number
  /** Without the price of weight outside the band. */
  private bestCost: number
  private bestZoneOf: Int32Array
  private readonly isAccepted = (change: number): boolean =>
    change <= 0 || (this.temperature > 0 && this.random.next() < Math.exp(-change / this.temperature))

  constructor(state: ZoneState, plan: AnnealingPlan) {
    this.plan = plan
    this.state = state
    this.random = plan.random
    this.connectivity = new ZoneConnectivity(state.graph)
    this.costs = new MoveCosts(state)
    this.resplit = new MergeAndResplit(state, plan.random)
    this.resplitBelow = plan.resplitShare
    this.chainBelow = plan.resplitShare + plan.chainShare
    this.violationPrice = state.objective.violationPrice
    this.cost = state.totalCost()
    this.bestExcess = state.totalExcess()
    this.bestCost = this.cost - this.priceOfExcess(this.bestExcess)
    this.bestZoneOf = state.zoneOf.slice()
  }

  /** Sets temperature and strictness for a share of the whole cooling, 0…1. */
  cool(share: number): void {
    const { startTemperature, endTemperature } = this.plan
    this.temperature = startTemperature * (endTemperature / startTemperature) ** share
    this.beStrict(SOFTEST * (HARDEST / SOFTEST) ** share)
  }

  /** Stopped while hot: the end of the cooling in a hurry, so that the band holds where it can. */
  quench(): void {
    for (let step = 0; step < QUENCH_STEPS; step++) {
      this.cool(QUENCH_FROM + ((1 - QUENCH_FROM) * step) / QUENCH_STEPS)
      this.runMoves(this.state.zoneOf.length)
      this.keepBest()
    }
  }

  /** Takes only what improves the plan, and ends with the best one. */
  polish(moves: number): void {
    this.beStrict(HARDEST)
    this.temperature = 0
    this.runMoves(moves)
    this.keepBest()
    this.restoreBest()
  }

  /** @param share of the full price that weight outside the band costs from now on */
  private beStrict(share: number): void {
    if (share === this.currentStrictness) return
    this.currentStrictness = share
    this.state.setViolationPrice(this.violationPrice * share)
    this.cost = this.state.totalCost()
  }

  runMoves(moves: number): void {
    const { state, random } = this
    for (let move = 0; move < moves; move++) {
      if (state.cutCount === 0) return
      const edge = state.cutEdges[random.below(state.cutCount)]!
      const kind = random.next()
      if (kind < this.resplitBelow) this.cost += this.resplit.attempt(edge, this.isAccepted)
      else if (kind < this.chainBelow) this.tryChain(edge)
      else this.tryMove(edge)
    }
  }

  /** Remembers the plan when it is the best so far: least weight outside the band first, then least cost. */
  keepBest(): void {
    const { state } = this
    const excess = state.totalExcess()
    const cost = this.cost - this.priceOfExcess(excess)
    if (excess > this.bestExcess || (excess === this.bestExcess && cost >= this.bestCost - 1e-9)) return
    this.bestExcess = excess
    this.bestCost = cost
    this.bestZoneOf.set(this.state.zoneOf)
  }

  private priceOfExcess(excess: number): number {
    return (this.currentStrictness * this.violationPrice * excess) / this.state.objective.target
  }

  private restoreBest(): void {
    this.state.zoneOf.set(this.bestZoneOf)
    this.state.recount()
  }

  /** The unit at the start of a cut edge goes over to the zone at its end. */
  private tryMove(edge: number): void {
    const { state } = this
    const unit = state.graph.sources[edge]!
    const to = state.zoneOf[state.graph.neighbours[edge]!]!
    if (state.size[state.zoneOf[unit]!]! < 2) return
    const change = this.costs.ofMove(edge)
    if (!this.isAccepted(change) || !this.connectivity.staysConnectedWithout(unit, state.zoneOf)) return
    state.move(unit, to)
    this.cost += change
  }

  /** One unit goes over the border, and the zone that took it gives another unit on; both or neither. */
  private tryChain(edge: number): void {
    const { state } = this
    const unit = state.graph.sources[edge]!
    const from = state.zoneOf[unit]!
    const middle = state.zoneOf[state.graph.neighbours[edge]!]!
    if (state.size[from]! < 2) return
    const second = this.findExit(state.graph.neighbours[edge]!, unit)
    if (second === -1) return
    const passedOn = state.graph.sources[second]!
    const to = state.zoneOf[state.graph.neighbours[second]!]!
    const change = this.costs.ofChain(edge, second)
    if (!this.isAccepted(change) || !this.connectivity.staysConnectedWithout(unit, state.zoneOf)) return
    state.move(unit, middle)
    if (this.connectivity.staysConnectedWithout(passedOn, state.zoneOf)) {
      state.move(passedOn, to)
      this.cost += change
    } else state.move(unit, from)
  }

  /** A random cut edge out of the zone of `start`, found by a short walk inside that zone; −1 when the walk met none. */
  private findExit(start: number, except: number): number {
    const { state, random } = this
    const { offsets, neighbours } = state.graph
    const zone = state.zoneOf[start]!
    let unit = start
    for (let step = 0; step < 6; step++) {
      const edge = offsets[unit]! + random.below(offsets[unit + 1]! - offsets[unit]!)
      const next = neighbours[edge]!
      if (state.zoneOf[next] === zone) unit = next
      else if (next !== except) return edge
    }
    return -1
  }
}
