/** Units with their weights, measures and neighbours, in flat arrays that cross to a worker thread without copying. */
export type UnitGraph = {
  /** Households (or whatever is balanced) of each unit, ≥ 0; length n. */
  weights: Float64Array
  /** Further weights with a band of their own (incidents, population), ≥ 0; each of length n. */
  furtherWeights?: readonly Float64Array[]
  areasSquareMeters: Float64Array
  /** Whole ring length of each unit; length n. */
  perimetersMeters: Float64Array
  /** Compressed rows, length n + 1. */
  offsets: Int32Array
  /** Length 2e, symmetric. */
  neighbours: Int32Array
  /** Length of the common boundary of each directed edge; 0 = a link (bridge, ferry); length 2e. */
  sharedMeters: Float64Array
  /** How good a place for a boundary each edge is, 0…1: 1 = a river, 0 = no barrier; length 2e. */
  barrierWeights: Float64Array
  /** Zones never cross from one region to another; length n. */
  regions?: Int32Array
  /** 0 = a unit (water) that never carries connectivity and is attached after the land is divided; all 1 when absent. */
  carriers?: Uint8Array
}

/** What a zone's sum of one weight should lie in. */
export type Band = { min: number; max: number }

/** What matters most, after the hard rules. Measured trade-offs: server/decisions/0005. */
export type Preference = 'balance' | 'compact' | 'boundaries' | 'stability'

export type PartitionOptions = {
  /** The band every zone's weight should lie in. */
  min: number
  max: number
  /** The bands of the graph's further weights, in their order. The first weight alone has a target and counts as moved. */
  furtherBands?: readonly Band[]
  /** Wished weight of a zone; the middle of the band when absent. */
  target?: number
  /** Exact number of zones; free inside the band when absent. */
  zones?: number
  /** Zone of each unit today, −1 = none; length n. */
  current?: Int32Array
  /** Zones of `current` that stay exactly as they are. */
  lockedZones?: readonly number[]
  /** Plans that this one should differ from, as the zone of each unit; each of length n. */
  avoid?: readonly Int32Array[]
  /** Default: `stability` with `current`, else `compact`. */
  prefer?: Preference
  /** What an inner boundary costs: its metres (default), or one for each cut pair of neighbours. */
  measure?: 'length' | 'edges'
  /** Default 1. */
  seed?: number
  /** How much work: 1 ≈ 1,000 moves tried for each unit (default 1). */
  effort?: number
  /** Called now and then with the share done, 0…1. */
  onProgress?: (share: number) => void
  /** Asked now and then; true ends the work with the best plan so far. */
  shouldStop?: () => boolean
}

/** A zone outside the band of one weight, as facts: callers put them into words. A zone outside several bands is listed for each. */
export type ZoneException = {
  zone: number
  /** Which weight, 0 = the first; absent when there is only one. */
  weightIndex?: number
  weight: number
  /**
   * Proven, whatever the search does: `unit-over-max`: one unit alone is heavier than max. `part-under-min`: a whole part
   * of the map is lighter than min. `part-infeasible`: no number of zones fits the part's weight. `zones-infeasible`: no
   * plan with the exact number of zones asked for is inside the band. `pocket-under-min`: units lighter than min lie behind one
   * unit that is over max together with them. `no-plan-exists`: every division of the part was tried. `locked`.
   * Not proven: `not-found`: a plan may exist, none was found.
   */
  reason:
    | 'unit-over-max'
    | 'part-under-min'
    | 'part-infeasible'
    | 'zones-infeasible'
    | 'pocket-under-min'
    | 'no-plan-exists'
    | 'locked'
    | 'not-found'
  /** The unit that is too heavy, or that shuts the pocket off, and into how many pieces it would have to be divided. */
  unit?: number
  piecesNeeded?: number
  /** With several weights the one that the unit is too heavy in: its zone may for that be under the min of another. */
  heaviestIndex?: number
  /** The zone across the longest common boundary, whatever keeps the two apart. */
  nearestZone?: number
  /** Weight of what lies behind the unit, and of the unit with all that can only go with it. */
  pocketWeight?: number
  weightWithPockets?: number
  /** Weight of the whole part and the zone counts between which it falls (of the whole map for `zones-infeasible`). */
  partWeight?: number
  fewestZones?: number
  mostZones?: number
  /** Another weight that allows other numbers of zones, none of them in common. */
  conflict?: { weightIndex: number; partWeight: number; fewestZones: number; mostZones: number }
}

/** How evenly one weight lies over the zones. */
export type WeightSpread = {
  minWeight: number
  maxWeight: number
  meanWeight: number
  maxDeviationShare: number
}

export type PartitionMetrics = WeightSpread & {
  /** The same of each further weight. */
  furtherSpreads: WeightSpread[]
  /** Pairs of neighbours in two zones, and the length of their common boundary. */
  cutEdges: number
  internalBoundaryMeters: number
  /** Share of the inner boundary's length that lies on barriers, 0…1. */
  boundaryOnBarriersShare: number
  polsbyPopperMean: number
  /** Weight that changed its zone against `current`, and the least that any plan must move. */
  movedWeight: number
  movedWeightFloor: number
}

export type PartitionResult = {
  /** Zone of each unit, 0…zoneCount−1, numbered in the order of their lowest unit; length n. */
  zoneOfUnit: Int32Array
  zoneCount: number
  zoneWeights: Float64Array
  /** The sums of each further weight; each of length zoneCount. */
  furtherZoneWeights: Float64Array[]
  zoneAreasSquareMeters: Float64Array
  zonePerimetersMeters: Float64Array
  /** The zone of `current` that each zone continues, −1 = new; length zoneCount. */
  continuedZones: Int32Array
  exceptions: ZoneException[]
  metrics: PartitionMetrics
  /** True when `shouldStop` ended the work early. */
  isStopped: boolean
}

/**
 * Refuses a graph or band that no plan could be made from.
 *
 * @throws RangeError with both numbers: lengths that differ, a weight that is negative or not finite, an empty band
 */
export function checkUnitGraph(graph: UnitGraph, options: PartitionOptions): void {
  const units = graph.weights.length
  const edges = graph.neighbours.length
  const lengths = [
    ['areasSquareMeters', graph.areasSquareMeters.length, units],
    ['perimetersMeters', graph.perimetersMeters.length, units],
    ['offsets', graph.offsets.length, units + 1],
    ['sharedMeters', graph.sharedMeters.length, edges],
    ['barrierWeights', graph.barrierWeights.length, edges],
    ['regions', graph.regions?.length ?? units, units],
    ['carriers', graph.carriers?.length ?? units, units],
    ['current', options.current?.length ?? units, units],
    ['furtherBands', options.furtherBands?.length ?? 0, graph.furtherWeights?.length ?? 0],
    ...(options.avoid ?? []).map((zoneOf) => ['avoid', zoneOf.length, units] as const),
    ...(graph.furtherWeights ?? []).map((weights) => ['furtherWeights', weights.length, units] as const),
  ] as const
  for (const [name, length, wanted] of lengths)
    if (length !== wanted) throw new RangeError(`${name} has ${length} values where ${wanted} are needed.`)
  allWeights(graph).forEach(checkWeights)
  allBands(options).forEach(checkBand)
}

function checkWeights(weights: Float64Array, index: number): void {
  const bad = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)))
  if (bad === -1) return
  const which = index === 0 ? '' : ` in weight ${index + 1}`
  throw new RangeError(`Unit ${bad} weighs ${weights[bad]}${which}; a weight is a finite number ≥ 0.`)
}

function checkBand({ min, max }: Band): void {
  if (!(min >= 0 && max > 0 && min <= max && Number.isFinite(max)))
    throw new RangeError(`The band ${min}–${max} is empty: give 0 ≤ min ≤ max, max > 0.`)
}

/** The first weight and the further ones. */
export function allWeights(graph: Pick<UnitGraph, 'weights' | 'furtherWeights'>): Float64Array[] {
  return [graph.weights, ...(graph.furtherWeights ?? [])]
}

/** The band of each weight, in the order of `allWeights`. */
export function allBands({ min, max, furtherBands }: Band & Pick<PartitionOptions, 'furtherBands'>): Band[] {
  return [{ min, max }, ...(furtherBands ?? [])]
}

export function isCarrier(graph: UnitGraph, unit: number): boolean {
  return graph.carriers === undefined || graph.carriers[unit] !== 0
}

export function isSameRegion(graph: UnitGraph, a: number, b: number): boolean {
  return graph.regions === undefined || graph.regions[a] === graph.regions[b]
}
