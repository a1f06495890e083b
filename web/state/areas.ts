/** The areas of the map, towns and communities, as the server lists them. */
import { api } from '../api/client.ts'
import { dataOf } from '../api/problem.ts'
import type { operations } from '../api/schema.d.ts'
import { createStore } from './store.ts'

export type Area = operations['listAreas']['responses'][200]['content']['application/json']['areas'][number]

export const areas = createStore<readonly Area[]>([])

const PAGE = 1000

/** Every page of the list. */
export async function loadAreas(): Promise<readonly Area[]> {
  const all: Area[] = []
  let cursor: string | undefined
  do {
    const query = { limit: PAGE, ...(cursor ? { cursor } : {}) }
    const page = dataOf(await api.GET('/api/areas', { params: { query } }))
    all.push(...page.areas)
    cursor = page.next ?? undefined
  } while (cursor)
  areas.set(all)
  return all
}
