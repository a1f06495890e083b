/** The river between its banks, one polygon for each run of water cells in a town. */

import { outlineRings } from './area-boundary.ts'
import type { RegionPlan } from './region-plan.ts'
import type { WaterDraft } from './site.ts'

export function riverOf(plan: RegionPlan, town: number): WaterDraft[] {
  const cells = plan.zones.flatMap((zone, cell) =>
    zone === 'water' && plan.townOf[cell] === town ? [cell] : [],
  )
  const name = { name: '云泽江', nameEn: 'Yunze River' }
  return outlineRings(plan, cells).map((ring) => ({ class: 'river', name, rings: [ring] }))
}
