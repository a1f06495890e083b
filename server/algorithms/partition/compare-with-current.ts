export type Continuation = {
  /** The current zone that each zone continues, −1 = new; length zoneCount. */
  continuedZones: Int32Array
  movedWeight: number
  /** No plan moves less: see leastMovedWeight. */
  movedWeightFloor: number
}

type Overlap = { zone: number; currentZone: number; weight: number; units: number }

/**
 * Matches a plan's zones with the current ones by shared weight, the largest overlap first, each zone once.
 *
 * @param zoneOf    the plan
 * @param zoneCount its zones
 * @param current   current zone of each unit, −1 = none; nothing is matched when absent
 *
 * O(n + overlaps log overlaps). Deterministic: ties go to more units, then to the lower zones.
 */
export function compareWithCurrent(
  { weights, zoneOf, zoneCount }: { weights: Float64Array; zoneOf: Int32Array; zoneCount: number },
  current: Int32Array | undefined,
  band: { min: number; max: number },
): Continuation {
  const continuedZones = new Int32Array(zoneCount).fill(-1)
  if (!current) return { continuedZones, movedWeight: 0, movedWeightFloor: 0 }
  const overlaps = countOverlaps(weights, zoneOf, current)
  overlaps.sort(
    (a, b) => b.weight - a.weight || b.units - a.units || a.zone - b.zone || a.currentZone - b.currentZone,
  )
  const taken = new Set<number>()
  let movedWeight = 0
  for (const { zone, currentZone, weight } of overlaps) {
    if (continuedZones[zone] !== -1 || taken.has(currentZone)) movedWeight += weight
    else {
      continuedZones[zone] = currentZone
      taken.add(currentZone)
    }
  }
  return { continuedZones, movedWeight, movedWeightFloor: leastMovedWeight(weights, current, band) }
}

function countOverlaps(weights: Float64Array, zoneOf: Int32Array, current: Int32Array): Overlap[] {
  const found = new Map<string, Overlap>()
  zoneOf.forEach((zone, unit) => {
    const currentZone = current[unit]!
    if (currentZone === -1) return
    const key = `${zone}/${currentZone}`
    const overlap = found.get(key) ?? { zone, currentZone, weight: 0, units: 0 }
    overlap.weight += weights[unit]!
    overlap.units++
    found.set(key, overlap)
  })
  return [...found.values()]
}

/**
 * Σ over must leave; of each zone under min either the gap comes in or the whole goes out, and one move can serve two zones.
 * A unit over max stands alone: it leaves its zone, or all the others do.
 */
function leastMovedWeight(
  weights: Float64Array,
  current: Int32Array,
  { min, max }: { min: number; max: number },
): number {
  let over = 0
  let under = 0
  const heaviest = new Map<number, number>()
  current.forEach((zone, unit) => {
    heaviest.set(zone, Math.max(heaviest.get(zone) ?? 0, weights[unit]!))
  })
  for (const [zone, weight] of weighZones(current, weights)) {
    const unit = heaviest.get(zone)!
    over += unit > max ? Math.min(unit, weight - unit) : Math.max(0, weight - max)
    if (weight < min) under += Math.min(weight, min - weight)
  }
  return Math.max(over, (over + under) / 2)
}

/** Weight of each current zone; nothing when there are none. O(n). */
export function weighZones(current: Int32Array | undefined, weights: Float64Array): Map<number, number> {
  const totals = new Map<number, number>()
  current?.forEach((zone, unit) => {
    if (zone !== -1) totals.set(zone, (totals.get(zone) ?? 0) + weights[unit]!)
  })
  return totals
}
