import { attachWater } from './attach-water.ts'
import { blamePockets } from './blame-pockets.ts'
import { compareWithCurrent } from './compare-with-current.ts'
import { type CountedPart, countParts, divideParts, type Settings } from './divide-parts.ts'
import { explainExceptions } from './explain-exceptions.ts'
import type { ZoneOrigin } from './explain-several-weights.ts'
import { findParts } from './find-parts.ts'
import { measurePlan, sumZones } from './measure-plan.ts'
import type { ProvenPlan } from './prove-part.ts'
import { runHere, type SearchSteps } from './search-steps.ts'
import {
  allBands,
  allWeights,
  checkUnitGraph,
  type PartitionOptions,
  type PartitionResult,
  type UnitGraph,
} from './unit-graph.ts'
import type { ZoneRange } from './zone-counts.ts'

export type {
  Band,
  PartitionOptions,
  PartitionResult,
  Preference,
  UnitGraph,
  WeightSpread,
  ZoneException,
} from './unit-graph.ts'

const ROUNDING = 1e-9

/** A plan in the making over the whole graph. */
type Draft = { zoneOf: Int32Array; origins: ZoneOrigin[] }

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
  return runHere(planUnits(graph, options))
}

/** The same, with the searches left to the caller: see runHere and runElsewhere. */
export function* planUnits(graph: UnitGraph, options: PartitionOptions): SearchSteps<PartitionResult> {
  checkUnitGraph(graph, options)
  const settings = fillDefaults(graph, allowForRounding(graph, options))
  const { settled, parts: connected } = findParts(graph, settings)
  const draft: Draft = { zoneOf: new Int32Array(graph.weights.length).fill(-1), origins: [] }
  for (const { units, kind } of settled) addZone(draft, units, { kind })
  const { parts, pocketZones } = countParts(graph, connected, settings)
  for (const { units, ...facts } of pocketZones) addZone(draft, units, { kind: 'pocket', ...facts })
  const plans = yield* divideParts(graph, parts, { settings, settledZones: draft.origins.length })
  const zonesAllowed = allowedZones(parts, settings, draft.origins.length)
  for (const [index, part] of parts.entries())
    addPart(draft, part, { plan: plans[index]!, zonesAllowed, settings })
  const zoneCount = attachWater(graph, draft.zoneOf, draft.origins.length)
  while (draft.origins.length < zoneCount) draft.origins.push({ kind: 'water' })
  return finishPlan(graph, renumber(draft), settings)
}

/** Sums of broken weights depend on their order: the bands give way by what that can be, so that it decides nothing. */
function allowForRounding(graph: UnitGraph, options: PartitionOptions): PartitionOptions {
  const bands = allWeights(graph).map((weights, index) => {
    const { min, max } = allBands(options)[index]!
    if (weights.every(Number.isInteger)) return { min, max }
    return { min: Math.max(0, min - ROUNDING * max), max: max * (1 + ROUNDING) }
  })
  const [first, ...furtherBands] = bands
  return { ...options, ...first!, ...(furtherBands.length > 0 && { furtherBands }) }
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

function addZone({ zoneOf, origins }: Draft, units: Iterable<number>, origin: ZoneOrigin): void {
  for (const unit of units) zoneOf[unit] = origins.length
  origins.push(origin)
}

/** With an exact number of zones: the numbers that the weights of the whole map allow. */
function allowedZones(parts: readonly CountedPart[], { zones }: Settings, settledZones: number) {
  if (zones === undefined) return undefined
  return {
    fewest: parts.reduce((sum, { range }) => sum + range.fewest, settledZones),
    most: parts.reduce((sum, { range }) => sum + Math.max(1, range.most), settledZones),
  }
}

type Addition = { plan: ProvenPlan; zonesAllowed: ZoneRange | undefined; settings: Settings }

function addPart(
  { zoneOf, origins }: Draft,
  part: CountedPart,
  { plan, zonesAllowed, settings }: Addition,
): void {
  const { weight: partWeight, weighed, range } = part
  const firstZone = origins.length
  plan.zoneOf.forEach((zone, local) => {
    zoneOf[part.graph.units[local]!] = firstZone + zone
  })
  const isBeyond = zonesAllowed !== undefined && !isWithin(zonesAllowed, settings.zones!)
  const origin: ZoneOrigin = {
    kind: 'part',
    partWeight,
    range,
    weighed,
    isWhole: plan.zoneCount === 1 && !part.isRest,
    isProven: plan.isProven || isBeyond,
    ...(zonesAllowed && { zonesAllowed }),
  }
  // In a rest whole branches look lighter than they are: their pockets are gone already.
  const mayBlame = !part.isRest && plan.isProven && !isBeyond && range.fewest <= range.most
  const pockets = mayBlame ? blamePockets(part.graph, plan, settings) : undefined
  for (let zone = 0; zone < plan.zoneCount; zone++) {
    const pocket = pockets?.get(zone)
    origins.push(pocket ? { kind: 'pocket', ...pocket } : origin)
  }
}

function isWithin({ fewest, most }: ZoneRange, count: number): boolean {
  return count >= fewest && count <= most
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
