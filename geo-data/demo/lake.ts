/**
 * The lake in the river's course: its shore inside the ring of lakeside roads, one island with a bridge, one with a ferry.
 *
 *          ┌─ road ────────────┐        the shore meets the ring only at the
 *          │   ╭───────────╮   │        two mouths, where the river's banks
 *   river ═╪═══╯   isles   ╰═══╪═       and bridges are
 *          │   ╰───────────╯   │
 *          └───────────────────┘
 */

import { outlineRings } from './area-boundary.ts'
import type { Point } from './frame.ts'
import { buildHarbour } from './harbour.ts'
import { bridgeToIsland, buildSmallIsland, type Crossing, ferryToIsland, islet } from './islands.ts'
import { columnEdge } from './lattice.ts'
import { between } from './random.ts'
import { cellsAcross, cellsUp, type RegionPlan } from './region-plan.ts'
import { extentOf, middleOf, towards } from './ring.ts'
import type { Site } from './site.ts'

const HARBOUR_DEPTH_METERS = 78

export function buildLake(site: Site, plan: RegionPlan): Crossing[] {
  const cells = plan.zones.flatMap((zone, cell) => (zone === 'lake' ? [cell] : []))
  const road = outlineRings(plan, cells)[0]!
  const mouth = mouthPoints(plan)
  const { shore, harbour } = shoreline(site, road, mouth)
  const box = extentOf(shore)
  const at = (east: number, north: number): Point => [
    box.minX + east * (box.maxX - box.minX),
    box.minY + north * (box.maxY - box.minY),
  ]
  const large = islet(site, at(0.5, 0.68), 155, 1.35)
  const small = islet(site, at(0.6, 0.26), 84, 1.25)
  site.waters.push({
    class: 'lake',
    name: { name: '云湖', nameEn: 'Yun Lake' },
    rings: [shore, [...large].reverse(), [...small].reverse()],
  })
  buildHarbour(site, road, shore, harbour)
  buildSmallIsland(site, small)
  return [
    bridgeToIsland(site, road, shore, large),
    ferryToIsland(shore[harbour[3]!]!, road[harbour[3]!]!, small),
  ]
}

/** Points of the ring where the river flows in and out. */
function mouthPoints(plan: RegionPlan): Set<string> {
  const points = new Set<string>()
  for (let j = 0; j < cellsUp(plan); j++) {
    for (let i = 1; i < cellsAcross(plan); i++) {
      const zones = [plan.zones[j * cellsAcross(plan) + i - 1], plan.zones[j * cellsAcross(plan) + i]]
      if (zones.includes('water') && zones.includes('lake'))
        for (const point of columnEdge(plan.lattice, i, j)) points.add(point.join())
    }
  }
  return points
}

/** The shore, point by point opposite the ring, and the indices of the ring along the harbour. */
function shoreline(site: Site, road: Point[], mouth: Set<string>): { shore: Point[]; harbour: number[] } {
  const count = road.length
  const mouths = road.flatMap((point, k) => (mouth.has(point.join()) ? [k] : []))
  const stepsToMouth = (k: number) =>
    Math.min(...mouths.map((m) => Math.min(Math.abs(m - k), count - Math.abs(m - k))))
  const centre = middleOf(road)
  const eastMouth = mouths.reduce((best, m) => (road[m]![0] > road[best]![0] ? m : best))
  // The ring runs counter-clockwise: just before the eastern mouth lies the south-east shore.
  const harbour = Array.from({ length: 13 }, (_, k) => (eastMouth - 19 + k + count) % count)
  const phases = [between(site.random, 0, 6), between(site.random, 0, 6)] as const
  const shore = road.map((point, k): Point => {
    const angle = Math.atan2(point[1] - centre[1], point[0] - centre[0])
    const natural = 50 + 22 * Math.sin(5 * angle + phases[0]) + 9 * Math.sin(11 * angle + phases[1])
    const ramp = Math.min(1, stepsToMouth(k) / 7)
    const depth = (harbour.includes(k) ? HARBOUR_DEPTH_METERS : natural) * ramp * ramp * (3 - 2 * ramp)
    return towards(point, centre, depth)
  })
  return { shore, harbour }
}
