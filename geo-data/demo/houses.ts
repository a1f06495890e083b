/** Houses: dense along old lanes, detached in villages, tight blocks of flats in villages that the town has swallowed. */

import type { Point } from './frame.ts'
import { between, integerBetween, type Random } from './random.ts'
import { longAxis, type Ring, rotated } from './ring.ts'
import { freeStretches, onGround, rectangle, rowBands, turnBlock } from './rows.ts'
import type { BuildingDraft, Site } from './site.ts'

export type HouseStyle = {
  width: [number, number]
  depth: [number, number]
  /** Between neighbours in a row, and between rows. */
  gap: [number, number]
  rowGap: number
  /** Share of places left empty. */
  empty: number
  /** Largest turn against the row, radians. */
  turn: number
  levels: [number, number]
  dwellings: (random: Random, levels: number) => number
  use: BuildingDraft['use']
}

export const OLD_LANE: HouseStyle = {
  width: [7.5, 13],
  depth: [9, 12],
  gap: [0.8, 1.6],
  rowGap: 1.6,
  empty: 0.05,
  turn: 0.015,
  levels: [1, 3],
  dwellings: (random, levels) => integerBetween(random, 1, levels),
  use: 'residential',
}

export const VILLAGE: HouseStyle = {
  width: [10, 14],
  depth: [9, 12],
  gap: [4, 11],
  rowGap: 9,
  empty: 0.18,
  turn: 0.14,
  levels: [2, 3],
  dwellings: (random) => (random() < 0.85 ? 1 : 2),
  use: 'house',
}

export const URBAN_VILLAGE: HouseStyle = {
  width: [10, 14],
  depth: [11, 14],
  gap: [1.5, 3],
  rowGap: 2.5,
  empty: 0.04,
  turn: 0.02,
  levels: [4, 7],
  dwellings: (random, levels) => levels * integerBetween(random, 1, 3),
  use: 'residential',
}

export function buildHouses(site: Site, ring: Ring, style: HouseStyle): void {
  const { random } = site
  const block = turnBlock(ring, longAxis(ring.points).angle)
  const depth = style.depth[1] + 2 * style.turn * style.width[1]
  for (const [low, high] of rowBands(block, { depth, gap: style.rowGap }, 4)) {
    for (const [from, to] of freeStretches(block, low, high)) {
      let x = from + between(random, 0, 2)
      while (x < to) {
        const width = between(random, ...style.width)
        const place = width + 2 * style.turn * style.depth[1]
        if (x + place > to) break
        if (random() >= style.empty)
          addHouse(site, style, width, [x + place / 2, (low + high) / 2], (shape) => onGround(block, shape))
        x += place + between(random, ...style.gap)
      }
    }
  }
}

function addHouse(
  site: Site,
  style: HouseStyle,
  width: number,
  centre: Point,
  onGroundOf: (shape: Point[]) => Point[],
): void {
  const { random } = site
  const depth = between(random, ...style.depth)
  const levels = integerBetween(random, ...style.levels)
  const box = rectangle(-width / 2, -depth / 2, width / 2, depth / 2)
  const shape = rotated(box, between(random, -style.turn, style.turn)).map(
    ([x, y]): Point => [x + centre[0], y + centre[1]],
  )
  const shed = style.use === 'house' && random() < 0.06
  site.buildings.push({
    use: shed ? 'other' : style.use,
    levels: shed ? 1 : levels,
    dwellings: shed ? 0 : style.dwellings(random, levels),
    shape: onGroundOf(shape),
  })
}
