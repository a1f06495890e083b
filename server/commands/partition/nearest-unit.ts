import Flatbush from 'flatbush'
import type { Unit } from './read-units.ts'

/** The closest pair of a zone's unit and one outside it, as places in the list of units. */
export type NearestPair = { from: number; to: number }

/**
 * Finds what lies nearest to a zone that nothing joins to the rest, by the middles of the units.
 *
 * @returns asked with a zone; undefined when there is no other one
 *
 * O(n log n) for the first question, then O(n + units of the zone · log n).
 */
export function openNearest(
  units: readonly Pick<Unit, 'geometry'>[],
  zoneOf: Int32Array,
): (zone: number) => NearestPair | undefined {
  let opened: ReturnType<typeof indexOf>
  return (zone) => {
    opened ??= indexOf(units)
    if (!opened) return undefined
    const { index, middles, placed } = opened
    let best: { from: number; to: number; distance: number } | undefined
    for (const [from, [x, y]] of middles.entries()) {
      if (zoneOf[placed[from]!] !== zone) continue
      const isElsewhere = (other: number) => zoneOf[placed[other]!] !== zone
      const [to] = index.neighbors(x, y, 1, Number.POSITIVE_INFINITY, isElsewhere)
      if (to === undefined) return undefined
      const distance = Math.hypot(middles[to]![0] - x, middles[to]![1] - y)
      if (!best || distance < best.distance) best = { from, to, distance }
    }
    return best && { from: placed[best.from]!, to: placed[best.to]! }
  }
}

function indexOf(units: readonly Pick<Unit, 'geometry'>[]) {
  const boxes = units.map(({ geometry }) => boxOf(geometry?.coordinates ?? []))
  // Units without geometry are nowhere.
  const placed = boxes.flatMap(([west], unit) => (Number.isFinite(west) ? [unit] : []))
  // A degree of longitude is shorter than one of latitude: middles are compared as on the map's middle parallel.
  const latitude = placed.reduce((sum, unit) => sum + (boxes[unit]![1] + boxes[unit]![3]) / 2, 0)
  const squeeze = Math.cos((latitude / placed.length / 180) * Math.PI)
  const middles = placed.map((unit): [number, number] => {
    const [west, south, east, north] = boxes[unit]!
    return [((west + east) / 2) * squeeze, (south + north) / 2]
  })
  if (placed.length === 0) return undefined
  const index = new Flatbush(placed.length)
  for (const [x, y] of middles) index.add(x, y, x, y)
  index.finish()
  return { index, middles, placed }
}

type Nested = number[] | Nested[]

function boxOf(coordinates: unknown): [number, number, number, number] {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  const stack: Nested[] = [coordinates as Nested]
  for (let item = stack.pop(); item; item = stack.pop()) {
    if (typeof item[0] !== 'number') {
      stack.push(...(item as Nested[]))
      continue
    }
    const [x, y] = item as [number, number]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
