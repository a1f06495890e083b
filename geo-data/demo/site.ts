/** What the builders of a community add to, and the clearances they keep. */
import type { Point } from './frame.ts'
import type { EdgeClass } from './lattice.ts'
import type { Name, NamePool } from './names.ts'
import type { Random } from './random.ts'
import type { Street } from './subdivide.ts'

export type BuildingDraft = {
  use: 'residential' | 'apartments' | 'house' | 'dormitory' | 'commercial' | 'industrial' | 'public' | 'other'
  levels: number
  /** Homes in it; how many are lived in is decided for the whole community. */
  dwellings: number
  shape: Point[]
  compound?: Name
  name?: Name
}

export type WaterDraft = { class: 'lake' | 'river' | 'canal'; name?: Name; rings: Point[][] }

export type Site = {
  random: Random
  names: NamePool
  buildings: BuildingDraft[]
  streets: (Street & { name?: Name })[]
  waters: WaterDraft[]
}

/** From the centre line of what runs along a block to the nearest wall, metres. */
export const SETBACK_METERS: Record<EdgeClass, number> = {
  primary: 21,
  secondary: 16,
  tertiary: 12,
  residential: 9,
  service: 7,
  lane: 4,
  path: 5,
  rail: 24,
  bank: 9,
  canal: 8,
  none: 6,
}
