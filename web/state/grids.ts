/** The grids of the active plans, as the server lists them, and the band they keep to. */
import type { MultiPolygon, Polygon } from 'geojson'
import { api } from '../api/client.ts'
import { dataOf } from '../api/problem.ts'
import type { operations } from '../api/schema.d.ts'
import { createStore } from './store.ts'

type Answer<Name extends keyof operations> = operations[Name] extends {
  responses: { 200: { content: Record<string, infer Body> } }
}
  ? Body
  : never
export type Plan = Answer<'listPlans'>['plans'][number]
export type Grid = Omit<Answer<'listPlanGrids'>['features'][number], 'geometry'> & {
  geometry: Polygon | MultiPolygon
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
  const all: Plan[] = []
  let cursor: string | null = null
  do {
    const query = { status: 'published' as const, ...(cursor ? { cursor } : {}) }
    const page: Answer<'listPlans'> = dataOf(await api.GET('/api/plans', { params: { query } }))
    all.push(...page.plans)
    cursor = page.next
  } while (cursor)
  return all.filter((plan) => plan.tier === 'basic')
}

/** The Date header has whole seconds: what began in this second has begun. */
const serverTimeOf = (response: Response) =>
  Date.parse(response.headers.get('date') ?? '') + 1000 || Date.now()

async function gridsOf(id: string): Promise<{ grids: Grid[]; serverTime: number }[]> {
  const pages: { grids: Grid[]; serverTime: number }[] = []
  let cursor: string | null = null
  do {
    const params = { path: { id }, query: { limit: 1000, ...(cursor ? { cursor } : {}) } }
    const answer = await api.GET('/api/plans/{id}/grids', { params })
    const page: Answer<'listPlanGrids'> = dataOf(answer)
    pages.push({ grids: page.features as Grid[], serverTime: serverTimeOf(answer.response) })
    cursor = page.next
  } while (cursor)
  return pages
}
