import { annealPart, type PartPlan, type PartTask } from './anneal-part.ts'
import { zoneExcesses } from './further-sums.ts'
import type { Objective } from './objective.ts'
import { type PartGraph, takePart } from './part-graph.ts'
import type { CurrentPlan } from './start-from-current.ts'
import { allBands } from './unit-graph.ts'
import { intersectRanges, weighPart } from './zone-counts.ts'

type Neighbourhood = { zones: number[]; units: Int32Array; excess: number }

const WIDEST_RINGS = 3

/**
 * Mends the zones that a plan leaves outside the band: each with the zones around it is taken out and divided afresh,
 * with one zone more or less where the number is free, in ever wider rings until it fits or the tries are used up.
 *
 * @param task         the part and its objective
 * @param plan         zones to mend; not changed
 * @param isCountExact whether the number of zones must stay
 * @returns            a plan with at most the same weight outside the band
 *
 * O(tries · neighbourhood): independent of the size of the part. Deterministic for the seed.
 */
export function repairZones(task: PartTask, plan: PartPlan, isCountExact: boolean): PartPlan {
  const mended = { ...plan, zoneOf: plan.zoneOf.slice() }
  const localOf = new Int32Array(task.graph.weights.length).fill(-1)
  let tries = 12 + Math.floor(task.graph.weights.length / 200)
  for (let rings = 1; rings <= WIDEST_RINGS && mended.excess > 0; rings++) {
    for (const zone of zonesOutside(task, mended)) {
      if (tries <= 0 || task.shouldStop?.()) return mended
      const place = gatherNeighbourhood(task, mended, { zone, rings })
      if (place.excess === 0) continue
      tries -= mendPlace(task, mended, { place, localOf, isCountExact })
    }
  }
  return mended
}

/** Zones outside the band, worst first. */
function zonesOutside(task: PartTask, plan: PartPlan): number[] {
  const excesses = zoneExcesses(task.graph, plan, task.objective)
  const outside = [...excesses.keys()].filter((zone) => excesses[zone]! > 0)
  return outside.sort((a, b) => excesses[b]! - excesses[a]! || a - b)
}

/** A zone with the zones around it, `rings` deep. */
function gatherNeighbourhood(
  task: PartTask,
  plan: PartPlan,
  { zone, rings }: { zone: number; rings: number },
): Neighbourhood {
  const { sources, neighbours } = task.graph
  const chosen = new Set([zone])
  for (let ring = 0; ring < rings; ring++) {
    const inside = new Set(chosen)
    for (let edge = 0; edge < neighbours.length; edge++)
      if (inside.has(plan.zoneOf[sources[edge]!]!)) chosen.add(plan.zoneOf[neighbours[edge]!]!)
  }
  const excesses = zoneExcesses(task.graph, plan, task.objective)
  const zones = [...chosen].sort((a, b) => a - b)
  const units = Int32Array.from([...plan.zoneOf.keys()].filter((unit) => chosen.has(plan.zoneOf[unit]!)))
  return { zones, units, excess: zones.reduce((sum, each) => sum + excesses[each]!, 0) }
}

type Mending = { place: Neighbourhood; localOf: Int32Array; isCountExact: boolean }

/** Divides a neighbourhood afresh and takes over the first division that is better; answers how many were tried. */
function mendPlace(task: PartTask, plan: PartPlan, { place, localOf, isCountExact }: Mending): number {
  const graph = takePart(task.graph, place.units, localOf)
  const start = task.start && currentPlanOf(task.start, plan, place)
  const counts =
    start || isCountExact ? [place.zones.length] : countsNear(graph, place.zones.length, task.objective)
  let tries = 0
  for (const zoneCount of counts) {
    tries++
    const fresh = annealPart({
      graph,
      objective: task.objective,
      zoneCount,
      seed: task.seed + 31 * place.zones[0]! + zoneCount,
      effort: Math.max(1, Math.min(3, task.effort)),
      ...(start && { start }),
      ...(task.shouldStop && { shouldStop: task.shouldStop }),
    })
    if (fresh.excess >= place.excess) continue
    writeBack(plan, place, fresh)
    plan.excess += fresh.excess - place.excess
    if (fresh.excess > 0) place.excess = fresh.excess
    break
  }
  return tries
}

/** The numbers of zones that fit the neighbourhood's weights, the present one first. */
function countsNear(graph: PartGraph, present: number, objective: Objective): number[] {
  const { fewest, most } = intersectRanges(weighPart(graph, allBands(objective)).map(({ range }) => range))
  const near = [present, present - 1, present + 1]
  return near.filter((count) => count >= fewest && count <= most)
}

function currentPlanOf(start: CurrentPlan, plan: PartPlan, { zones, units }: Neighbourhood): CurrentPlan {
  const localZone = new Map(zones.map((zone, index) => [zone, index]))
  return {
    zoneOf: units.map((unit) => localZone.get(plan.zoneOf[unit]!)!),
    home: units.map((unit) => localZone.get(start.home[unit]!) ?? -1),
    zoneCount: zones.length,
  }
}

/** Puts the new zones in the place of the old; a further one gets the next number, a number left over is closed up. */
function writeBack(plan: PartPlan, { zones, units }: Neighbourhood, fresh: PartPlan): void {
  units.forEach((unit, local) => {
    const zone = fresh.zoneOf[local]!
    plan.zoneOf[unit] = zones[zone] ?? plan.zoneCount + zone - zones.length
  })
  plan.zoneCount += fresh.zoneCount - zones.length
  const freed = zones.slice(fresh.zoneCount)
  for (const zone of freed) {
    const last = plan.zoneCount + freed.length - 1 - freed.indexOf(zone)
    closeUp(plan.zoneOf, zone, last)
  }
}

function closeUp(zoneOf: Int32Array, free: number, last: number): void {
  for (let unit = 0; unit < zoneOf.length; unit++) if (zoneOf[unit] === last) zoneOf[unit] = free
}
