/** The lake's two islands: one reached by a bridge and densely built, one reached only by a ferry. */

import type { Point } from './frame.ts'
import { buildHouses, OLD_LANE, VILLAGE } from './houses.ts'
import type { Name } from './names.ts'
import { between } from './random.ts'
import { distance, middleOf, type Ring, towards } from './ring.ts'
import type { Site } from './site.ts'
import { bowedLine, splitRing, subdivide } from './subdivide.ts'

export type Crossing = { kind: 'bridge' | 'ferry'; name: Name; points: Point[] }

/** Metres a crossing's ends lie inland. */
const LANDING_METERS = 14
const QUAY_METERS = 6

export function islet(site: Site, centre: Point, radius: number, stretch: number): Point[] {
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
export function bridgeToIsland(site: Site, road: Point[], shore: Point[], island: Point[]): Crossing {
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

export function ferryToIsland(quay: Point, roadPoint: Point, island: Point[]): Crossing {
  const landing = island.reduce((best, point) =>
    distance(point, quay) < distance(best, quay) ? point : best,
  )
  const points = [
    towards(quay, roadPoint, QUAY_METERS),
    quay,
    landing,
    towards(landing, middleOf(island), QUAY_METERS),
  ]
  return {
    kind: 'ferry',
    name: { name: '云湖港—小屿轮渡', nameEn: 'Yunhu Harbour – Xiaoyu Islet Ferry' },
    points,
  }
}

export function buildSmallIsland(site: Site, island: Point[]): void {
  const how = { maxAreaSquareMeters: 9_000, classes: ['lane'] as const, jitter: 0.1, bow: 0.08 }
  for (const block of subdivide(islandRing(island), how, site.random, site.streets))
    buildHouses(site, block, { ...VILLAGE, gap: [2, 5], empty: 0.08 })
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
