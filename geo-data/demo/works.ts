/** Ground without homes, or with few: factories, offices, schools, the market, the station, parks and fields. */

import { southFacingAngle } from './compounds.ts'
import type { Point } from './frame.ts'
import type { Name } from './names.ts'
import { between, integerBetween } from './random.ts'
import { distanceToRing, longAxis, middleOf, type Ring, ringArea } from './ring.ts'
import { fillRows, type Obstacle, onGround, rectangle, type TurnedBlock, turnBlock } from './rows.ts'
import type { BuildingDraft, Site } from './site.ts'

export type HallStyle = {
  use: BuildingDraft['use']
  width: [number, number]
  depth: number
  gap: number
  rowGap: number
  levels: [number, number]
  empty: number
  /** Homes a storey and 100 m² of ground. */
  homesPerLevel?: number
}

export const FACTORY: HallStyle = {
  use: 'industrial',
  width: [45, 95],
  depth: 38,
  gap: 16,
  rowGap: 20,
  levels: [1, 3],
  empty: 0.12,
}
export const MARKET: HallStyle = {
  use: 'commercial',
  width: [40, 70],
  depth: 16,
  gap: 9,
  rowGap: 9,
  levels: [1, 2],
  empty: 0.04,
}
export const OFFICE: HallStyle = {
  use: 'commercial',
  width: [26, 48],
  depth: 22,
  gap: 16,
  rowGap: 26,
  levels: [5, 20],
  empty: 0.15,
}
export const SHOPS: HallStyle = {
  use: 'commercial',
  width: [16, 34],
  depth: 12,
  gap: 3,
  rowGap: 14,
  levels: [2, 4],
  empty: 0.05,
  homesPerLevel: 0.35,
}
export const DORMITORY: HallStyle = {
  use: 'dormitory',
  width: [44, 60],
  depth: 14,
  gap: 12,
  rowGap: 16,
  levels: [5, 6],
  empty: 0,
  homesPerLevel: 1,
}

export function buildHalls(
  site: Site,
  ring: Ring,
  style: HallStyle,
  obstacles: readonly Obstacle[] = [],
): void {
  const { random } = site
  const block = turnBlock(ring, southFacingAngle(ring), obstacles, 2)
  for (const { low, high, stretches } of fillRows(block, {
    depth: style.depth,
    gap: style.rowGap,
    minLength: style.width[0],
  })) {
    for (const [from, to] of stretches) {
      let x = from
      while (x + style.width[0] <= to) {
        const width = Math.min(between(random, ...style.width), to - x)
        if (random() >= style.empty) addHall(site, block, style, rectangle(x, low, x + width, high))
        x += width + style.gap
      }
    }
  }
}

function addHall(site: Site, block: TurnedBlock, style: HallStyle, shape: Point[]): void {
  const levels = integerBetween(site.random, ...style.levels)
  const dwellings = Math.round(((style.homesPerLevel ?? 0) * levels * ringArea(shape)) / 100)
  site.buildings.push({ use: style.use, levels, dwellings, shape: onGround(block, shape) })
}

/** A named public building with wings round a court, open to the south, in the middle of the block. */
export function buildCourt(site: Site, ring: Ring, name: Name, levels: number): Obstacle | undefined {
  const centre = middleOf(ring.points)
  const room = distanceToRing(ring.points, centre)
  const half = Math.min(34, room * 0.6)
  if (half < 14) return undefined
  const [w, d, wing] = [half, half * 0.72, half * 0.32]
  const court: Point[] = [
    [-w, -d],
    [-w + wing, -d],
    [-w + wing, d - wing],
    [w - wing, d - wing],
    [w - wing, -d],
    [w, -d],
    [w, d],
    [-w, d],
  ]
  const block = turnBlock({ points: court, edges: court.map(() => 'none') }, southFacingAngle(ring))
  const shape = onGround(block, court).map(([x, y]): Point => [x + centre[0], y + centre[1]])
  site.buildings.push({ use: 'public', levels, dwellings: 0, shape, name })
  const yard = rectangle(-w, -d, w, d)
  const points = onGround(block, yard).map(([x, y]): Point => [x + centre[0], y + centre[1]])
  return { points, closed: true, clearanceMeters: 12 }
}

/** A rounded pond in the middle of the block. */
export function digPond(site: Site, ring: Ring, share: number, name?: Name): Obstacle | undefined {
  const { random } = site
  const centre = middleOf(ring.points)
  const room = distanceToRing(ring.points, centre)
  if (room < 22) return undefined
  const { angle, length, width } = longAxis(ring.points)
  const radius = room * share
  const stretch = Math.min(1.8, length / width)
  const phase = between(random, 0, 6)
  const points = Array.from({ length: 28 }, (_, k): Point => {
    const t = (2 * Math.PI * k) / 28
    const r = radius * (0.85 + 0.1 * Math.sin(2 * t + phase) + 0.06 * Math.sin(3 * t + 2 * phase))
    const [x, y] = [r * stretch * Math.cos(t), r * Math.sin(t)]
    return [
      centre[0] + x * Math.cos(angle) - y * Math.sin(angle),
      centre[1] + x * Math.sin(angle) + y * Math.cos(angle),
    ]
  })
  site.waters.push({ class: 'lake', rings: [points], ...(name ? { name } : {}) })
  return { points, closed: true, clearanceMeters: 8 }
}
