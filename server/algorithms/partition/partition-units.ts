import { attachWater } from './attach-water.ts'
import { compareWithCurrent, weighZones } from './compare-with-current.ts'
import { explainExceptions, type ZoneOrigin } from './explain-exceptions.ts'
import { findParts } from './find-parts.ts'
import { measurePlan, sumZones } from './measure-plan.ts'
import { barrierDiscountOf, chooseObjective } from './objective.ts'
import { type PartGraph, priceUnits, takePart } from './part-graph.ts'
import { solvePart } from './solve-part.ts'
import { startFromCurrent } from './start-from-current.ts'
import {
  allBands,
  checkUnitGraph,
  type PartitionOptions,
  type PartitionResult,
  type UnitGraph,
} from './unit-graph.ts'
import {
  intersectRanges,
  preferredZoneCount,
  shareZones,
  type WeighedBand,
  weighPart,
  type ZoneRange,
} from './zone-counts.ts'

export type {
  Band,
  PartitionOptions,
  PartitionResult,
  Preference,
  UnitGraph,
  WeightSpread,
  ZoneException,
} from './unit-graph.ts'

/** A plan in the making over the whole graph. */
type Draft = { zoneOf: Int32Array; origins: ZoneOrigin[] }
type CountedPart = {
  graph: PartGraph
  weight: number
  unitCount: number
  /** Each weight with its band, and the numbers of zones that fit all of them. */
  weighed: WeighedBand[]
  range: ZoneRange
}
/** Options with every default filled in. */
type Settings = PartitionOptions &
  Required<Pick<PartitionOptions, 'target' | 'prefer' | 'measure' | 'seed' | 'effort'>>

/**
 * Divides units into contiguous zones inside a band of weight.
 *
 * Always: every unit is in exactly one zone; every zone is connected over edges (water joins a neighbouring zone at the
 * end and carries no connection); regions and locked zones are kept. A zone outside the band is listed with its reason.
 *
 * @param graph   n units in flat arrays; see UnitGraph for units and order
 * @param options band, wishes and callbacks; see PartitionOptions
 * @returns       the plan with its measures; the best so far when `shouldStop` said so
 * @throws RangeError when lengths differ, a weight is negative or the band is empty
 *
 * About O(n log n + effort · n). The same input and seed give the same plan, on any machine.
 */
export function partitionUnits(graph: UnitGraph, options: PartitionOptions): PartitionResult {
  checkUnitGraph(graph, options)
  const settings = fillDefaults(graph, options)
  const { settled, parts } = findParts(graph, settings)
  const draft: Draft = { zoneOf: new Int32Array(graph.weights.length).fill(-1), origins: [] }
  for (const { units, kind } of settled) {
    for (const unit of units) draft.zoneOf[unit] = draft.origins.length
    draft.origins.push({ kind })
  }
  const counted = countParts(graph, parts, settings)
  const zoneCounts = chooseZoneCounts(counted, settings, draft.origins.length)
  divideParts(draft, counted, { settings, zoneCounts, weights: graph.weights })
  const zoneCount = attachWater(graph, draft.zoneOf, draft.origins.length)
  while (draft.origins.length < zoneCount) draft.origins.push({ kind: 'water' })
  return finishPlan(graph, renumber(draft), settings)
}

function fillDefaults(graph: UnitGraph, options: PartitionOptions): Settings {
  const total = graph.weights.reduce((sum, weight) => sum + weight, 0)
  const middle = options.zones ? total / options.zones : (options.min + options.max) / 2
  return {
    ...options,
    target: options.target ?? (Math.min(options.max, Math.max(options.min, middle)) || 1),
    prefer: options.prefer ?? (options.current ? 'stability' : 'compact'),
    measure: options.measure ?? 'length',
    seed: options.seed ?? 1,
    effort: options.effort ?? 1,
  }
}

function countParts(graph: UnitGraph, parts: readonly Int32Array[], settings: Settings): CountedPart[] {
  const pricing = { measure: settings.measure, barrierDiscount: barrierDiscountOf(settings.prefer) }
  const whole = priceUnits(graph, pricing)
  const localOf = new Int32Array(graph.weights.length).fill(-1)
  return parts.map((units) => {
    const part = takePart(whole, units, localOf)
    const weighed = weighPart(part, allBands(settings))
    return {
      graph: part,
      weight: weighed[0]!.weight,
      unitCount: units.length,
      weighed,
      range: intersectRanges(weighed.map(({ range }) => range)),
    }
  })
}

function chooseZoneCounts(parts: readonly CountedPart[], settings: Settings, settledZones: number): number[] {
  if (settings.zones !== undefined) return shareZones(parts, settings.zones - settledZones)
  return parts.map(({ weighed, range }) => preferredZoneCount(weighed, range, settings.target))
}

function divideParts(
  draft: Draft,
  parts: readonly CountedPart[],
  {
    settings,
    zoneCounts,
    weights,
  }: { settings: Settings; zoneCounts: readonly number[]; weights: Float64Array },
): void {
  const allUnits = parts.reduce((sum, part) => sum + part.unitCount, 0)
  const currentWeights = weighZones(settings.current, weights)
  let unitsDone = 0
  parts.forEach((part, index) => {
    const start = startOf(part, settings, currentWeights)
    const doneBefore = unitsDone
    const plan = solvePart({
      graph: part.graph,
      objective: chooseObjective(settings),
      zoneCount: start ? start.zoneCount : zoneCounts[index]!,
      range: part.range,
      isCountExact: settings.zones !== undefined,
      seed: settings.seed + index,
      effort: settings.effort,
      onProgress: (share) => settings.onProgress?.((doneBefore + share * part.unitCount) / allUnits),
      ...(start && { start }),
      ...(settings.shouldStop && { shouldStop: settings.shouldStop }),
    })
    const firstZone = draft.origins.length
    plan.zoneOf.forEach((zone, local) => {
      draft.zoneOf[part.graph.units[local]!] = firstZone + zone
    })
    for (let zone = 0; zone < plan.zoneCount; zone++)
      draft.origins.push({
        kind: 'part',
        partWeight: part.weight,
        range: part.range,
        weighed: part.weighed,
        isWhole: plan.zoneCount === 1,
      })
    unitsDone += part.unitCount
  })
  settings.onProgress?.(1)
}

function startOf(
  part: CountedPart,
  { prefer, current, min }: Settings,
  weights: ReadonlyMap<number, number>,
) {
  if (prefer !== 'stability' || !current) return undefined
  return startFromCurrent(part.graph, { zoneOf: current, weights, fewestZones: part.range.fewest }, min)
}

/** Numbers the zones in the order of their lowest unit. */
function renumber(draft: Draft): Draft {
  const numberOf = new Int32Array(draft.origins.length).fill(-1)
  const origins: ZoneOrigin[] = []
  for (const zone of draft.zoneOf) {
    if (numberOf[zone] !== -1) continue
    numberOf[zone] = origins.length
    origins.push(draft.origins[zone]!)
  }
  return { zoneOf: draft.zoneOf.map((zone) => numberOf[zone]!), origins }
}

function finishPlan(graph: UnitGraph, { zoneOf, origins }: Draft, settings: Settings): PartitionResult {
  const zoneCount = origins.length
  const sums = sumZones(graph, zoneOf, zoneCount)
  const plan = { weights: graph.weights, zoneOf, zoneCount }
  const { continuedZones, movedWeight, movedWeightFloor } = compareWithCurrent(
    plan,
    settings.current,
    settings,
  )
  return {
    zoneOfUnit: zoneOf,
    zoneCount,
    zoneWeights: sums.weights,
    furtherZoneWeights: sums.furtherWeights,
    zoneAreasSquareMeters: sums.areas,
    zonePerimetersMeters: sums.perimeters,
    continuedZones,
    exceptions: explainExceptions(
      graph,
      { zoneOf, zoneWeights: sums.weights, furtherZoneWeights: sums.furtherWeights, origins },
      settings,
    ),
    metrics: { ...measurePlan(graph, zoneOf, sums), movedWeight, movedWeightFloor },
    isStopped: settings.shouldStop?.() ?? false,
  }
}
