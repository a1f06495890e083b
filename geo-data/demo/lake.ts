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
import { buildHouses, OLD_LANE, VILLAGE } from './houses.ts'
import { columnEdge } from './lattice.ts'
import type { Name } from './names.ts'
import { between } from './random.ts'
import { cellsAcross, cellsUp, type RegionPlan } from './region-plan.ts'
import { extentOf, longAxis, middleOf, type Ring } from './ring.ts'
import { freeStretches, onGround, rectangle, turnBlock } from './rows.ts'
import type { BuildingDraft, Site } from './site.ts'
import { bowedLine, splitRing, subdivide } from './subdivide.ts'

export type Crossing = { kind: 'bridge' | 'ferry'; name: Name; points: Point[] }

/** Metres a crossing's ends lie inland. */
const LANDING_METERS = 14
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
    const natural = 44 + 15 * Math.sin(5 * angle + phases[0]) + 8 * Math.sin(11 * angle + phases[1])
    const ramp = Math.min(1, stepsToMouth(k) / 7)
    const depth = (harbour.includes(k) ? HARBOUR_DEPTH_METERS : natural) * ramp * ramp * (3 - 2 * ramp)
    return towards(point, centre, depth)
  })
  return { shore, harbour }
}

function islet(site: Site, centre: Point, radius: number, stretch: number): Point[] {
  const [p, q, turn] = [
    between(site.random, 0, 6),
    between(site.random, 0, 6),
    between(site.random, 0.1, 0.5),
  ]
  const count = 2 * Math.round((Math.PI * radius) / 18)
  return Array.from({ length: count }, (_, k): Point => {
    const t = (2 * Math.PI * k) / count
    const r =
      radius * (1 + 0.1 * Math.sin(2 * t + p) + 0.07 * Math.sin(3 * t + q) + 0.03 * Math.sin(7 * t + p))
    const [x, y] = [r * stretch * Math.cos(t), r * Math.sin(t)]
    return [
      centre[0] + x * Math.cos(turn) - y * Math.sin(turn),
      centre[1] + x * Math.sin(turn) + y * Math.cos(turn),
    ]
  })
}

function islandRing(points: Point[]): Ring {
  return { points, edges: points.map(() => 'bank' as const) }
}

/** The bridge lands at the point of the island nearest to the ring; its road goes on across the island. */
function bridgeToIsland(site: Site, road: Point[], shore: Point[], island: Point[]): Crossing {
  const [landing, gate] = nearestPair(island, road, (k) => distance(road[k]!, shore[k]!) > 25)
  const across = (landing + island.length / 2) % island.length
  const path = { from: Math.min(landing, across), to: Math.max(landing, across) }
  const points = bowedLine(island[path.from]!, island[path.to]!, 0.1)
  const halves = splitRing(islandRing(island), { ...path, points }, 'residential')
  const inland = path.from === landing ? points : [...points].reverse()
  const name = { name: '湖心路', nameEn: 'Huxin Road' }
  site.streets.push({ class: 'residential', points: inland.slice(1), name })
  const how = { maxAreaSquareMeters: 3_400, classes: ['lane'] as const, jitter: 0.12, bow: 0.06 }
  for (const block of halves.flatMap((half) => subdivide(half, how, site.random, site.streets)))
    buildHouses(site, block, OLD_LANE)
  const head = towards(shore[gate]!, road[gate]!, LANDING_METERS)
  site.streets.push({ class: 'residential', points: [road[gate]!, head], name })
  return {
    kind: 'bridge',
    name: { name: '湖心桥', nameEn: 'Huxin Bridge' },
    points: [head, island[landing]!, inland[1]!],
  }
}

function ferryToIsland(quay: Point, roadPoint: Point, island: Point[]): Crossing {
  const landing = island.reduce((best, point) =>
    distance(point, quay) < distance(best, quay) ? point : best,
  )
  const points = [
    towards(quay, roadPoint, LANDING_METERS),
    quay,
    landing,
    towards(landing, middleOf(island), LANDING_METERS),
  ]
  return {
    kind: 'ferry',
    name: { name: '云湖港—小屿轮渡', nameEn: 'Yunhu Harbour – Xiaoyu Islet Ferry' },
    points,
  }
}

function buildSmallIsland(site: Site, island: Point[]): void {
  const how = { maxAreaSquareMeters: 9_000, classes: ['lane'] as const, jitter: 0.1, bow: 0.08 }
  for (const block of subdivide(islandRing(island), how, site.random, site.streets))
    buildHouses(site, block, { ...VILLAGE, gap: [2, 5], empty: 0.08 })
}

/** Warehouses and a ferry terminal between the lakeside road and the quay. */
function buildHarbour(site: Site, road: Point[], shore: Point[], harbour: number[]): void {
  for (let k = 0; k + 4 < harbour.length; k += 4) {
    const along = harbour.slice(k, k + 5)
    const points = [...along.map((m) => road[m]!), ...along.map((m) => shore[m]!).reverse()]
    const edges: Ring['edges'] = points.map((_, m) =>
      m < 4 ? 'secondary' : m < 5 || m === 9 ? 'none' : 'bank',
    )
    const block = turnBlock({ points, edges }, longAxis(points).angle)
    const [low, high] = [block.low + 20, block.low + 44]
    for (const [from, to] of [
      ...freeStretches(block, low, high),
      ...freeStretches(block, block.high - 44, block.high - 20),
    ].slice(0, 1)) {
      if (to - from < 24) continue
      const shape = onGround(block, rectangle(from, low, to, high))
      const terminal = { name: '云湖港客运站', nameEn: 'Yunhu Harbour Ferry Terminal' }
      const draft: BuildingDraft = { use: 'industrial', levels: 2, dwellings: 0, shape }
      site.buildings.push(k === 0 ? { ...draft, use: 'public', name: terminal } : draft)
    }
  }
}

function nearestPair(from: Point[], to: Point[], allowed: (k: number) => boolean): [number, number] {
  let best: [number, number] = [0, 0]
  let least = Number.POSITIVE_INFINITY
  from.forEach((a, k) => {
    to.forEach((b, m) => {
      if (!allowed(m) || distance(a, b) >= least) return
      least = distance(a, b)
      best = [k, m]
    })
  })
  return best
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function towards(from: Point, to: Point, meters: number): Point {
  const share = meters / (distance(from, to) || 1)
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
}
