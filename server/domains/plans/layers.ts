import type { Layer, NextChange } from '../../platform/layers.ts'
import { dedicatedGridsAppearance, gridsAppearance, microGridsAppearance } from './grids-appearance.ts'
import { DEFAULT_RULES } from './schemas.ts'
import { writeOverlays } from './write-overlays.ts'

/** One row a grid and a time in which it is active; `tier` and `kind` come from the constants below. */
const activeGrids = (tier: 'basic' | 'micro', kind: 'basic' | 'dedicated') => /* sql */ `
  select g.id, g.geom, g.geom_3857, g.code, g.label, g.name, g.name_en as "nameEn", g.kind, a.tier,
    g.community_id as community, g.plan_id as plan, g.households, g.population,
    g.building_count as "buildingCount", g.area_square_meters as "areaSquareMeters",
    g.exception ->> 'reason' as exception, g.subtype,
    a.valid, lower(a.valid) as "validFrom", upper(a.valid) as "validTo"
  from grids g
  join plan_activations a on a.plan_id = g.plan_id and a.community_id = g.community_id
  where a.tier = '${tier}' and g.kind = '${kind}'`

/** One row a dedicated grid of a draft: what its planner draws and nobody is shown yet. */
const draftOverlays = /* sql */ `
  select g.id, g.geom, g.geom_3857, g.code, g.label, g.name, g.name_en as "nameEn", g.kind, p.tier,
    g.community_id as community, g.community_id as area_id, g.plan_id as plan, g.households, g.population,
    g.building_count as "buildingCount", g.area_square_meters as "areaSquareMeters",
    g.exception ->> 'reason' as exception, g.subtype,
    null::tstzrange as valid, null::timestamptz as "validFrom", null::timestamptz as "validTo"
  from grids g join plans p on p.id = g.plan_id
  where p.status = 'draft' and g.kind = 'dedicated'`

/** Plans begin and end at moments that were written long before. */
const nextActivation: NextChange = {
  sql: /* sql */ `
    select min(at) as at from plan_activations, lateral (values (lower(valid)), (upper(valid))) as bounds (at)
    where at > now()`,
  table: 'plan_activations',
}

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
  validFrom: 'timestamp',
  validTo: 'timestamp',
} as const

type GridLayerPart = 'name' | 'title' | 'description' | 'sql' | 'minZoom' | 'appearance'

/** What every layer of grids has in common. */
export const gridLayer = (layer: Pick<Layer, GridLayerPart | 'bindings' | 'follows'>): Layer => ({
  ...layer,
  properties: GRID_PROPERTIES,
  geometryType: 'polygon',
  maxZoom: 16,
  visibility: 'public',
})

type ActiveLayer = Pick<Layer, GridLayerPart>

/** What is active: it changes with activations, by time, and where somebody mends a grid that is active. */
const activeLayer = (layer: ActiveLayer): Layer => ({
  ...gridLayer({ ...layer, follows: [{ table: 'plan_activations' }, { table: 'grids', scope: 'active' }] }),
  time: 'versions',
  nextChange: nextActivation,
})

/** Grids of units: they are changed where units are assigned. */
const territorialLayer = (layer: ActiveLayer): Layer => ({
  ...activeLayer(layer),
  changedBy:
    'Grids are changed in a draft of their plan: POST /api/plans, then /api/plans/{id}/balance and /api/plans/{id}/publish.',
})

export const layers: readonly Layer[] = [
  territorialLayer({
    name: 'grids',
    title: { en: 'Grids', zh: '网格' },
    description: { en: 'The grids of the active plans', zh: '现行方案的网格' },
    sql: activeGrids('basic', 'basic'),
    minZoom: 8,
    appearance: gridsAppearance(DEFAULT_RULES.band),
  }),
  territorialLayer({
    name: 'micro-grids',
    title: { en: 'Micro-grids', zh: '微网格' },
    description: { en: 'Basic governance units inside grids', zh: '网格内的基础治理单元' },
    sql: activeGrids('micro', 'basic'),
    minZoom: 11,
    appearance: microGridsAppearance,
  }),
  {
    ...activeLayer({
      name: 'dedicated-grids',
      title: { en: 'Dedicated grids', zh: '专属网格' },
      description: { en: 'Parks, buildings, markets, waters', zh: '园区、楼宇、市场、海上等专属网格' },
      sql: activeGrids('basic', 'dedicated'),
      minZoom: 8,
      appearance: dedicatedGridsAppearance,
    }),
    properties: { ...GRID_PROPERTIES, subtype: 'string' },
    writes: { ...writeOverlays, unlisted: draftOverlays },
  },
]
