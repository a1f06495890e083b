import type { Database } from '../../platform/database.ts'
import { rows } from '../../platform/database.ts'
import type { Layer } from '../../platform/layers.ts'

/** The grids of one plan as a layer of its own, drafts too; undefined when there is no such plan. */
export async function planLayer(db: Database, plan: string): Promise<Layer | undefined> {
  const [found] = await rows<object>(db, /* sql */ `select 1 from plans where id = ?`, [plan])
  return found && planGrids(plan)
}

const planGrids = (plan: string): Layer => ({
  name: 'grids',
  title: { en: 'Grids of the plan', zh: '方案网格' },
  description: { en: 'The grids of one plan, published or not', zh: '一个方案的网格，含草案' },
  sql: /* sql */ `
    select grids.id, grids.geom, grids.geom_3857, grids.code, grids.label, grids.name, grids.name_en as "nameEn",
      grids.kind, plans.tier, grids.community_id as community, grids.plan_id as plan, grids.households,
      grids.population, grids.unit_count as "unitCount", grids.building_count as "buildingCount",
      grids.area_square_meters as "areaSquareMeters", grids.exception ->> 'reason' as exception
    from grids join plans on plans.id = grids.plan_id
    where grids.plan_id = cast(:plan as uuid)`,
  bindings: { plan },
  properties: {
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
    unitCount: 'integer',
    buildingCount: 'integer',
    areaSquareMeters: 'number',
    exception: 'string',
  },
  geometryType: 'polygon',
  minZoom: 0,
  maxZoom: 16,
  visibility: 'public',
})
