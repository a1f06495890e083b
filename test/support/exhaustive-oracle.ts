import { bandExcess } from '../../server/algorithms/partition/objective.ts'
import type { PartitionOptions, UnitGraph } from '../../server/algorithms/partition/unit-graph.ts'

type Band = { min: number; max: number }

/** What no plan can better, found by looking at every plan there is. */
export type OraclePart = {
  units: number[]
  weight: number
  /** Least weight outside the band, for each number of zones (index 0 and impossible numbers: Infinity). */
  leastExcess: number[]
}

/**
 * An independent model of the hard rules for graphs of up to about 12 units: which zones are settled, which parts are
 * left, and the least weight outside the band that any division of each part has. Θ(3^units · units).
 */
export function askOracle(graph: UnitGraph, options: PartitionOptions) {
  const locked = new Set(options.lockedZones)
  const zoneToday = (unit: number) => options.current?.[unit] ?? -1
  const units = [...graph.weights.keys()]
  const isLocked = (unit: number) => zoneToday(unit) !== -1 && locked.has(zoneToday(unit))
  const heavy = units.filter((unit) => !isLocked(unit) && graph.weights[unit]! > options.max)
  const parts = componentsOf(graph, freeUnits(graph, options)).filter(
    // Where nobody lives and only a unit over max touches, the place goes with that unit.
    (part) => !(weigh(graph, part) === 0 && part.some((unit) => touches(graph, unit, heavy))),
  )
  return {
    settledZones: heavy.length + new Set(units.filter(isLocked).map(zoneToday)).size,
    heavy,
    isLocked,
    parts: parts.map((part): OraclePart => {
      return { units: part, weight: weigh(graph, part), leastExcess: leastExcesses(graph, part, options) }
    }),
  }
}

/** The units that are in no settled zone: neither locked nor over max. */
export function freeUnits(graph: UnitGraph, { current, lockedZones = [], max }: PartitionOptions): number[] {
  const units = [...graph.weights.keys()]
  return units.filter((unit) => !lockedZones.includes(current?.[unit] ?? -1) && graph.weights[unit]! <= max)
}

/** The least excess over all parts together, with so many zones among them; Infinity when that number cannot be. */
export function leastExcessWith(parts: readonly OraclePart[], zoneCount: number): number {
  let totals = [0]
  for (const { leastExcess } of parts) {
    const joined = new Array<number>(totals.length + leastExcess.length).fill(Number.POSITIVE_INFINITY)
    totals.forEach((total, before) => {
      leastExcess.forEach((excess, count) => {
        joined[before + count] = Math.min(joined[before + count]!, total + excess)
      })
    })
    totals = joined
  }
  return totals[zoneCount] ?? Number.POSITIVE_INFINITY
}

/** Whether some units are in one piece. */
export function isConnected(graph: UnitGraph, units: readonly number[]): boolean {
  return componentsOf(graph, units).length === 1
}

export function componentsOf(graph: UnitGraph, units: readonly number[]): number[][] {
  const left = new Set(units)
  const components: number[][] = []
  for (const start of units) {
    if (!left.delete(start)) continue
    const component = [start]
    for (const unit of component)
      for (const next of reach(graph, unit)) if (left.delete(next)) component.push(next)
    components.push(component.sort((a, b) => a - b))
  }
  return components
}

function reach(graph: UnitGraph, unit: number): number[] {
  const row = [...graph.neighbours.slice(graph.offsets[unit], graph.offsets[unit + 1])]
  return row.filter((next) => !graph.regions || graph.regions[next] === graph.regions[unit])
}

const touches = (graph: UnitGraph, unit: number, others: readonly number[]) =>
  reach(graph, unit).some((next) => others.includes(next))

function weigh(graph: UnitGraph, units: readonly number[]): number {
  return units.reduce((sum, unit) => sum + graph.weights[unit]!, 0)
}

function leastExcesses(graph: UnitGraph, part: readonly number[], band: Band): number[] {
  const size = 2 ** part.length
  const near = part.map((unit) =>
    reach(graph, unit).reduce((bits, next) => bits | (part.includes(next) ? 1 << part.indexOf(next) : 0), 0),
  )
  // What a set costs as one zone; Infinity when it is in pieces.
  const asZone = Array.from({ length: size }, (_, set) => {
    const units = part.filter((_, bit) => set & (1 << bit))
    return set > 0 && isOnePiece(set, near) ? bandExcess(weigh(graph, units), band) : Number.POSITIVE_INFINITY
  })
  const slots = part.length + 1
  const least = new Float64Array(size * slots).fill(Number.POSITIVE_INFINITY)
  least[0] = 0
  for (let set = 1; set < size; set++) {
    const first = set & -set
    for (let zone = set; zone > 0; zone = (zone - 1) & set) {
      if (!(zone & first) || asZone[zone] === Number.POSITIVE_INFINITY) continue
      const rest = (set & ~zone) * slots
      for (let count = 1; count < slots; count++)
        least[set * slots + count] = Math.min(
          least[set * slots + count]!,
          asZone[zone]! + least[rest + count - 1]!,
        )
    }
  }
  return [...least.slice((size - 1) * slots)]
}

function isOnePiece(set: number, near: readonly number[]): boolean {
  let piece = set & -set
  for (let before = 0; before !== piece; ) {
    before = piece
    near.forEach((bits, bit) => {
      if (piece & (1 << bit)) piece |= bits & set
    })
  }
  return piece === set
}
