/** Houses: dense along old lanes, detached in villages, tight blocks of flats in villages that the town has swallowed. */
import { type FrontageStyle, lineFrontage } from './frontage.ts'
import { integerBetween, type Random } from './random.ts'
import type { Ring } from './ring.ts'
import type { Obstacle } from './rows.ts'
import type { BuildingDraft, Site } from './site.ts'

export type HouseStyle = FrontageStyle & {
  levels: readonly [number, number]
  dwellings: (random: Random, levels: number) => number
  use: BuildingDraft['use']
}

const anyStreet = () => true

export const OLD_LANE: HouseStyle = {
  width: [6.5, 12],
  depth: [8, 11.5],
  gap: [0.6, 1.2],
  setback: [-0.8, 0.2],
  empty: 0.03,
  along: anyStreet,
  levels: [1, 3],
  dwellings: (random, levels) => integerBetween(random, 1, levels),
  use: 'residential',
}

export const VILLAGE: HouseStyle = {
  width: [9, 14],
  depth: [8, 12],
  gap: [3, 9],
  setback: [0.5, 5],
  empty: 0.12,
  along: anyStreet,
  levels: [2, 3],
  dwellings: (random) => (random() < 0.85 ? 1 : 2),
  use: 'house',
}

export const URBAN_VILLAGE: HouseStyle = {
  width: [10, 14],
  depth: [11, 14],
  gap: [1.2, 2.2],
  setback: [-0.5, 0],
  empty: 0.02,
  along: anyStreet,
  levels: [3, 6],
  dwellings: (random, levels) => levels + integerBetween(random, 0, 3),
  use: 'residential',
}

/** Shops at the kerb with homes above. */
export const STREET_SHOPS: HouseStyle = {
  width: [11, 22],
  depth: [10, 13],
  gap: [1, 3],
  setback: [-3.5, -3],
  empty: 0.04,
  along: (edgeClass) => edgeClass === 'primary' || edgeClass === 'secondary' || edgeClass === 'tertiary',
  levels: [2, 3],
  dwellings: (random) => (random() < 0.35 ? 1 : 0),
  use: 'commercial',
}

export function buildHouses(
  site: Site,
  ring: Ring,
  style: HouseStyle,
  obstacles: readonly Obstacle[] = [],
): Obstacle[] {
  const { random } = site
  return lineFrontage({ ring, style, random, obstacles }).map((shape) => {
    const levels = integerBetween(random, ...style.levels)
    const shed = style.use === 'house' && random() < 0.05
    site.buildings.push({
      use: shed ? 'other' : style.use,
      levels: shed ? 1 : levels,
      dwellings: shed ? 0 : style.dwellings(random, levels),
      shape,
    })
    return { points: shape, closed: true, clearanceMeters: 9 }
  })
}
