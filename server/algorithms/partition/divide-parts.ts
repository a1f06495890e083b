import { SeededRandom } from '../statistics/seeded-random.ts'
import type { PartPlan } from './anneal-part.ts'
import { avoidBoundaries } from './avoid-boundaries.ts'
import type { PocketFacts } from './blame-pockets.ts'
import { weighZones } from './compare-with-current.ts'
import { choosePockets, findPockets } from './find-pockets.ts'
import { fitZoneCount, zonesFromToday } from './fit-zone-count.ts'
import { barrierPricingOf, chooseObjective } from './objective.ts'
import { type PartGraph, priceUnits, takePart } from './part-graph.ts'
import { type ProvenPlan, provePart } from './prove-part.ts'
import { reshareZones } from './reshare-zones.ts'
import { MOST_UNITS_TO_SEARCH } from './search-exhaustively.ts'
import { type SearchSteps, together } from './search-steps.ts'
import { type PartOrder, solvePart } from './solve-part.ts'
import { splitProgress } from './split-progress.ts'
import { type CurrentPlan, startFromCurrent } from './start-from-current.ts'
import { allBands, type PartitionOptions, type UnitGraph } from './unit-graph.ts'
import {
  intersectRanges,
  preferredZoneCount,
  shareZones,
  type WeighedBand,
  weighPart,
  type ZoneRange,
} from './zone-counts.ts'

/** Options with every default filled in. */
export type Settings = PartitionOptions &
  Required<Pick<PartitionOptions, 'target' | 'prefer' | 'measure' | 'seed' | 'effort'>>

/** A part to divide, with the numbers of zones that its weight allows. */
export type CountedPart = {
  graph: PartGraph
  weight: number
  unitCount: number
  /** Each weight with its band, and the numbers of zones that fit all of them. */
  weighed: WeighedBand[]
  range: ZoneRange
  /** Whether pockets were cut off from it, each a zone of its own. */
  isRest: boolean
}

/** Units that must be a zone of their own because a single unit shuts them off. */
export type PocketZone = PocketFacts & { units: Int32Array }

/**
 * Counts what the parts allow. Of a part too large to be searched exhaustively the pockets that no plan can hold are cut
 * off first; in a small part the search weighs them against everything else.
 *
 * O(n + e).
 */
export function countParts(graph: UnitGraph, parts: readonly Int32Array[], settings: Settings) {
  const pricing = {
    measure: settings.measure,
    ...barrierPricingOf(settings.prefer),
    ...(settings.avoid && { factors: avoidBoundaries(graph, settings.avoid, settings.current) }),
  }
  const whole = priceUnits(graph, pricing)
  const localOf = new Int32Array(graph.weights.length).fill(-1)
  const pocketZones: PocketZone[] = []
  const counted = parts.map((units): CountedPart => {
    const part = takePart(whole, units, localOf)
    if (units.length <= MOST_UNITS_TO_SEARCH) return countPart(part, settings, false)
    const pockets = choosePockets(findPockets(part, settings), settings.max)
    if (pockets.length === 0) return countPart(part, settings, false)
    const inPocket = new Uint8Array(units.length)
    for (const { units: behind, weight, gate } of pockets) {
      for (const unit of behind) inPocket[unit] = 1
      pocketZones.push({
        units: behind.map((unit) => units[unit]!),
        gate: units[gate.unit]!,
        pocketWeight: weight,
        weightWithPockets: gate.weightWithPockets,
      })
    }
    const rest = units.filter((_, unit) => inPocket[unit] === 0)
    return countPart(takePart(whole, rest, localOf), settings, true)
  })
  return { parts: counted, pocketZones }
}

function countPart(graph: PartGraph, settings: Settings, isRest: boolean): CountedPart {
  const weighed = weighPart(graph, allBands(settings))
  return {
    graph,
    weight: weighed[0]!.weight,
    unitCount: graph.units.length,
    weighed,
    range: intersectRanges(weighed.map(({ range }) => range)),
    isRest,
  }
}

/**
 * Divides every part: searches, then proves what stayed outside the band, then shares an exact number of zones out
 * afresh when another share would hold the band.
 *
 * @param settledZones zones that exist already and count towards an exact number
 * @returns            a plan for each part
 */
export function* divideParts(
  graph: UnitGraph,
  parts: readonly CountedPart[],
  { settings, settledZones }: { settings: Settings; settledZones: number },
): SearchSteps<ProvenPlan[]> {
  const reports = splitProgress(
    parts.map(({ unitCount }) => unitCount),
    settings.onProgress,
  )
  const currentWeights = weighZones(settings.current, graph.weights)
  const today = parts.map((part) => startOf(part, settings, currentWeights))
  const zoneCounts = chooseZoneCounts(parts, { today, settings, settledZones })
  const solving = parts.map((part, index) => {
    const order: Omit<PartOrder, 'zoneCount'> = {
      graph: part.graph,
      objective: chooseObjective({ ...settings, unitsPerZone: part.unitCount / zoneCounts[index]![0]! }),
      range: part.range,
      isCountExact: settings.zones !== undefined,
      seed: settings.seed + index,
      effort: settings.effort,
      onProgress: reports[index]!,
      ...(settings.shouldStop && { shouldStop: settings.shouldStop }),
    }
    return solveFromToday(order, today[index], zoneCounts[index]!)
  })
  const solved = yield* together(solving)
  const orders = solved.map(({ order }) => order)
  const plans = solved.map(({ order, plan }) => provePart(order, plan, order.isCountExact))
  const proven = settings.zones === undefined ? plans : yield* reshareZones(orders, plans)
  settings.onProgress?.(1)
  return proven
}

/** Solves a part from today's plan, if there is one, with the first number of zones that finds a plan inside the bands. */
function* solveFromToday(
  part: Omit<PartOrder, 'zoneCount'>,
  today: Today,
  counts: readonly number[],
): SearchSteps<{ order: PartOrder; plan: PartPlan }> {
  let best: { order: PartOrder; plan: PartPlan } | undefined
  for (const zoneCount of counts) {
    const fit = { zoneCount, band: part.objective, random: new SeededRandom(part.seed) }
    const start = today && fitZoneCount(part.graph, today, fit)
    const order = { ...part, zoneCount, ...(start && { start }) }
    const plan = yield* solvePart(order)
    if (!best || plan.excess < best.plan.excess) best = { order, plan }
    if (plan.excess === 0 || part.shouldStop?.()) break
  }
  return best!
}

type Today = CurrentPlan | undefined
type CountWish = { today: readonly Today[]; settings: Settings; settledZones: number }

/** How many zones each part goes into; where today's plan is kept, near to its number: several numbers to try in turn. */
function chooseZoneCounts(
  parts: readonly CountedPart[],
  { today, settings, settledZones }: CountWish,
): number[][] {
  const { target, zones } = settings
  const free = parts.map(({ graph, weighed, range }, index) => {
    const plan = today[index]
    return plan
      ? zonesFromToday(graph, plan, { range, band: settings, target })
      : [preferredZoneCount(weighed, range, target)]
  })
  if (zones === undefined) return free
  const present = today.some((plan) => plan !== undefined) ? free.map(([first]) => first!) : undefined
  return shareZones(parts, zones - settledZones, present).map((count) => [count])
}

function startOf(
  { graph, range }: CountedPart,
  settings: Settings,
  weights: ReadonlyMap<number, number>,
): Today {
  const { prefer, current, min } = settings
  if (prefer !== 'stability' || !current) return undefined
  return startFromCurrent(graph, { zoneOf: current, weights, fewestZones: range.fewest }, min)
}
