import { type Database, rows } from '../../platform/database.ts'
import type { Layer } from '../../platform/layers.ts'
import { gridsAppearance } from './grids-appearance.ts'
import { gridLayer } from './layers.ts'
import { DEFAULT_RULES, type PlanRules } from './schemas.ts'

/** The grids of one plan as a layer of its own, drafts too; undefined when there is no such plan. */
export async function planLayer(db: Database, plan: string): Promise<Layer | undefined> {
  const [found] = await rows<{ isFrozen: boolean; band: PlanRules['band'] }>(
    db,
    /* sql */ `select status <> 'draft' as "isFrozen", rules -> 'band' as band from plans where id = ?`,
    [plan],
  )
  return found && { ...gridsOfPlan(plan, found.band), isFrozen: found.isFrozen }
}

/** @param band absent where a plan was stored without rules */
const gridsOfPlan = (plan: string, band: PlanRules['band'] | null): Layer =>
  gridLayer({
    name: 'grids',
    title: { en: 'Grids of the plan', zh: '方案网格' },
    description: { en: 'The grids of one plan, published or not', zh: '一个方案的网格，含草案' },
    sql: /* sql */ `
      select g.id, g.geom, g.geom_3857, g.code, g.label, g.name, g.name_en as "nameEn", g.kind, p.tier,
        g.community_id as community, g.plan_id as plan, g.households, g.population,
        g.building_count as "buildingCount", g.area_square_meters as "areaSquareMeters",
        g.exception ->> 'reason' as exception, null::timestamptz as "validFrom", null::timestamptz as "validTo"
      from grids g join plans p on p.id = g.plan_id
      where g.plan_id = cast(:plan as uuid)`,
    bindings: { plan },
    follows: [{ table: 'grids', scope: plan }],
    minZoom: 0,
    appearance: gridsAppearance(band ?? DEFAULT_RULES.band),
  })
