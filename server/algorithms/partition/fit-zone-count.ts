import type { SeededRandom } from '../statistics/seeded-random.ts'
import { divideByTrees } from './divide-by-trees.ts'
import { type PartGraph, takePart } from './part-graph.ts'
import { type CurrentPlan, joinNeighbours } from './start-from-current.ts'
import type { Band } from './unit-graph.ts'
import type { ZoneRange } from './zone-counts.ts'

/** How far from the tightest filling further numbers of zones are, one after the other. */
const ROOMS = [1.1, 1.2, 1.3]

type Fit = { zoneCount: number; band: Band; random: SeededRandom }

/**
 * Brings today's plan of a part to an exact number of zones: the lightest are dissolved among their neighbours, or the
 * heaviest are divided.
 *
 * @param plan      every unit in a zone, every zone connected; not changed
 * @param zoneCount 1…m
 * @param band      what the pieces of a zone should weigh
 *
 * O(zones too many or too few · m). Deterministic for the generator.
 */
export function fitZoneCount(graph: PartGraph, plan: CurrentPlan, fit: Fit): CurrentPlan {
  const fitted = { ...plan, zoneOf: plan.zoneOf.slice(), home: plan.home.slice() }
  while (fitted.zoneCount > fit.zoneCount) dissolveLightest(graph, fitted)
  if (fitted.zoneCount < fit.zoneCount) splitHeaviest(graph, fitted, fit)
  return fitted
}

/**
 * The numbers of zones to start from when they are free. First today's, and for each zone whose surplus over max fills a
 * zone of its own as many more as it fills: moving the surplus to neighbours would move no less. Then, for when that finds
 * no plan, numbers that leave more room: zones nearly at min (or max) everywhere would have to move again and again.
 *
 * @param range the numbers of zones that fit the part
 * @returns     one or more different numbers, each inside the range where there is one
 */
export function zonesFromToday(
  graph: PartGraph,
  plan: CurrentPlan,
  { range, band, target }: { range: ZoneRange; band: Band; target: number },
): number[] {
  const weights = weighZones(graph, plan)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let wished = plan.zoneCount
  for (const weight of weights) {
    const surplus = weight - band.max
    if (surplus > 0 && surplus >= band.min) wished += Math.max(1, Math.round(surplus / target))
  }
  if (range.fewest > range.most) return [Math.max(plan.zoneCount, Math.min(wished, range.fewest))]
  const roomier = ROOMS.map((room) =>
    Math.max(Math.ceil((room * whole) / band.max), Math.min(wished, Math.floor(whole / (room * band.min)))),
  )
  const inRange = [wished, ...roomier].map((count) => Math.min(range.most, Math.max(range.fewest, count)))
  return [...new Set(inRange)]
}

function dissolveLightest(graph: PartGraph, plan: CurrentPlan): void {
  const weights = weighZones(graph, plan)
  const lightest = weights.indexOf(Math.min(...weights))
  const last = --plan.zoneCount
  const renumber = (zone: number) => (zone === lightest ? -1 : zone === last ? lightest : zone)
  plan.zoneOf = plan.zoneOf.map(renumber)
  plan.home = plan.home.map(renumber)
  joinNeighbours(graph, plan.zoneOf)
}

/** Divides the zones that are heaviest for their pieces; the heaviest piece goes on, the others are new. */
function splitHeaviest(graph: PartGraph, plan: CurrentPlan, { zoneCount, band, random }: Fit): void {
  const pieces = allotPieces(graph, plan, zoneCount)
  const localOf = new Int32Array(graph.weights.length).fill(-1)
  pieces.forEach((count, zone) => {
    if (count === 1) return
    const units = Int32Array.from([...plan.zoneOf.keys()].filter((unit) => plan.zoneOf[unit] === zone))
    const part = takePart(graph, units, localOf)
    const pieceOf = divideByTrees(part, count, band, random)
    const weights = weighZones(part, { zoneOf: pieceOf, zoneCount: count })
    const kept = weights.indexOf(Math.max(...weights))
    const numbers = Array.from(weights, (_, piece) => (piece === kept ? zone : plan.zoneCount++))
    units.forEach((unit, local) => {
      plan.zoneOf[unit] = numbers[pieceOf[local]!]!
    })
  })
}

/** Into how many pieces each zone goes, at most one for each of its units. */
function allotPieces(graph: PartGraph, plan: CurrentPlan, zoneCount: number): Int32Array {
  const weights = weighZones(graph, plan)
  const sizes = new Int32Array(plan.zoneCount)
  for (const zone of plan.zoneOf) sizes[zone]! += 1
  const pieces = new Int32Array(plan.zoneCount).fill(1)
  for (let missing = zoneCount - plan.zoneCount; missing > 0; missing--) {
    const burdens = weights.map((weight, zone) =>
      sizes[zone]! > pieces[zone]! ? weight / pieces[zone]! : -1,
    )
    pieces[burdens.indexOf(burdens.reduce((most, burden) => Math.max(most, burden)))]! += 1
  }
  return pieces
}

type Zones = Pick<CurrentPlan, 'zoneOf' | 'zoneCount'>

function weighZones({ weights }: PartGraph, { zoneOf, zoneCount }: Zones): Float64Array {
  const sums = new Float64Array(zoneCount)
  zoneOf.forEach((zone, unit) => {
    sums[zone]! += weights[unit]!
  })
  return sums
}
