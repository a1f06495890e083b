import type { Layer } from '../../platform/layers.ts'

/** One row a grid that is active now; `tier` and `kind` come from the constants below. */
const activeGrids = (tier: 'basic' | 'micro', kind: 'basic' | 'dedicated') => /* sql */ `
  select g.id, g.geom, g.geom_3857, g.code, g.label, g.name, g.name_en as "nameEn", g.kind, a.tier,
    g.community_id as community, g.plan_id as plan, g.households, g.population,
    g.building_count as "buildingCount", g.area_square_meters as "areaSquareMeters",
    g.exception ->> 'reason' as exception,
    to_char(lower(a.valid) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "validFrom",
    to_char(upper(a.valid) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "validTo"
  from grids g
  join plan_activations a on a.plan_id = g.plan_id and a.community_id = g.community_id
  where a.tier = '${tier}' and a.valid @> now() and g.kind = '${kind}'`

const GRID_PROPERTIES = {
  code: 'string',
  label: 'string',
  name: 'string',
  nameEn: 'string',
  kind: 'string',
  tier: 'string',
  community: 'string',
  plan: 'string',
  households: 'integer',
  population: 'integer',
  buildingCount: 'integer',
  areaSquareMeters: 'number',
  exception: 'string',
  validFrom: 'string',
  validTo: 'string',
} as const

/** What every layer of grids has in common. */
export const gridLayer = (
  layer: Pick<Layer, 'name' | 'title' | 'description' | 'sql' | 'minZoom' | 'bindings'>,
): Layer => ({
  ...layer,
  properties: GRID_PROPERTIES,
  geometryType: 'polygon',
  maxZoom: 16,
  visibility: 'public',
})

export const layers: readonly Layer[] = [
  gridLayer({
    name: 'grids',
    title: { en: 'Grids', zh: '网格' },
    description: { en: 'The grids of the active plans', zh: '现行方案的网格' },
    sql: activeGrids('basic', 'basic'),
    minZoom: 8,
  }),
  gridLayer({
    name: 'micro-grids',
    title: { en: 'Micro-grids', zh: '微网格' },
    description: { en: 'Basic governance units inside grids', zh: '网格内的基础治理单元' },
    sql: activeGrids('micro', 'basic'),
    minZoom: 11,
  }),
  gridLayer({
    name: 'dedicated-grids',
    title: { en: 'Dedicated grids', zh: '专属网格' },
    description: { en: 'Parks, buildings, markets, waters', zh: '园区、楼宇、市场、海上等专属网格' },
    sql: activeGrids('basic', 'dedicated'),
    minZoom: 8,
  }),
]
