/** The grids of the active plans, as the server lists them, and the band they keep to. */
import type { MultiPolygon, Polygon } from 'geojson'
import { createStore } from './store.ts'

/** The shapes of /api/plans, until the contract has them. */
export type Plan = { id: string; name: string; tier: string; rules: { band: { min: number; max: number } } }
export type Grid = {
  id: string
  geometry: Polygon | MultiPolygon
  properties: {
    code: string | null
    label: string
    name: string
    nameEn: string | null
    kind: 'basic' | 'dedicated'
    community: string
    plan: string
    households: number
    population: number
    unitCount: number
    buildingCount: number
    areaSquareMeters: number
    exception: {
      reason: 'unit-over-max' | 'part-under-min' | 'part-infeasible' | 'locked' | 'not-found'
      households: number
      band: { min: number; max: number }
      nearestGrid?: string
      piecesNeeded?: number
    } | null
    validFrom: string | null
    validTo: string | null
  }
}
export type Band = Plan['rules']['band']

export const DEFAULT_BAND: Band = { min: 200, max: 400 }

export type GridRegister = Readonly<{
  state: 'loading' | 'ready'
  grids: ReadonlyMap<string, Grid>
  plans: ReadonlyMap<string, Plan>
  band: Band
}>

export const gridRegister = createStore<GridRegister>({
  state: 'loading',
  grids: new Map(),
  plans: new Map(),
  band: DEFAULT_BAND,
})

/** Reads the published plans and those of their grids that are active now. */
export async function loadGrids(): Promise<void> {
  const plans = await publishedPlans()
  const pages = (await Promise.all(plans.map((plan) => gridsOf(plan.id)))).flat()
  const active = pages.flatMap(({ grids, serverTime }) => grids.filter((grid) => isActive(grid, serverTime)))
  gridRegister.set({
    state: 'ready',
    grids: new Map(active.map((grid) => [grid.id, grid])),
    plans: new Map(plans.map((plan) => [plan.id, plan])),
    band: plans[0]?.rules.band ?? DEFAULT_BAND,
  })
}

/** By the server's clock: the reader's may be wrong. */
export function isActive(
  { properties: { validFrom, validTo } }: Pick<Grid, 'properties'>,
  time: number,
): boolean {
  if (validFrom === null) return false
  return Date.parse(validFrom) <= time && (validTo === null || time < Date.parse(validTo))
}

async function publishedPlans(): Promise<Plan[]> {
  const response = await fetch('/api/plans?status=published')
  if (!response.ok) return []
  const { plans } = (await response.json()) as { plans: Plan[] }
  return plans.filter((plan) => plan.tier === 'basic')
}

/** The Date header has whole seconds: what began in this second has begun. */
const serverTimeOf = (response: Response) =>
  Date.parse(response.headers.get('date') ?? '') + 1000 || Date.now()

async function gridsOf(id: string): Promise<{ grids: Grid[]; serverTime: number }[]> {
  const response = await fetch(`/api/plans/${id}/grids?limit=1000`)
  const { features } = (await response.json()) as { features: Grid[] }
  return [{ grids: features, serverTime: serverTimeOf(response) }]
}
