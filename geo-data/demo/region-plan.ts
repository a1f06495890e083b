/** What a region is before anything is built: the lattice, what each of its cells is for, and whose it is. */
import type { Lattice } from './lattice.ts'
import type { Name } from './names.ts'

export type Zone =
  | 'towers'
  | 'slabs'
  | 'mixed'
  | 'lanes'
  | 'market'
  | 'centre'
  | 'school'
  | 'park'
  | 'industry'
  | 'dormitory'
  | 'urbanVillage'
  | 'village'
  | 'fields'
  | 'station'
  | 'green'
  | 'water'
  | 'lake'

export type CommunityPlan = {
  code: string
  name: Name
  town: number
  cells: number[]
  /** Households it is to have, exactly. */
  households: number
}

type TownPlan = { code: string; name: Name; county: number; communities: CommunityPlan[] }
export type CountyPlan = { code: string; name: Name }

export type RegionPlan = {
  seed: number
  province: CountyPlan
  city: CountyPlan
  counties: CountyPlan[]
  towns: TownPlan[]
  lattice: Lattice
  /** By cell: what it is for; undefined outside the region. */
  zones: (Zone | undefined)[]
  /** By cell: the town and, within it, the community; -1 outside. */
  townOf: Int16Array
  communityOf: Int16Array
}

export function cellsAcross(plan: { lattice: Lattice }): number {
  return plan.lattice.columns.length - 1
}

export function cellsUp(plan: { lattice: Lattice }): number {
  return plan.lattice.rows.length - 1
}

/** The cell's number, or -1 beyond the lattice. */
export function cellAt(plan: { lattice: Lattice }, i: number, j: number): number {
  const across = cellsAcross(plan)
  return i < 0 || j < 0 || i >= across || j >= cellsUp(plan) ? -1 : j * across + i
}

/**
 * Households a hectare of a zone holds when it is built up; communities get their share of the total by it.
 * Measured on what the builders of each zone put there.
 */
export const HOUSEHOLDS_PER_HECTARE: Record<Zone, number> = {
  towers: 138,
  slabs: 94,
  mixed: 108,
  lanes: 56,
  market: 17,
  centre: 1,
  school: 68,
  park: 0,
  industry: 0,
  dormitory: 64,
  urbanVillage: 150,
  village: 13,
  fields: 0,
  station: 12,
  green: 0,
  water: 0,
  lake: 9,
}
