/** The areas of the region from the province down, each the outline of its cells: they tile and nest exactly. */
import type { AreaRecord } from '../records.ts'
import { areaBoundary } from './area-boundary.ts'
import type { CountyPlan, RegionPlan } from './region-plan.ts'

export function* regionAreas(plan: RegionPlan): Generator<AreaRecord> {
  const all = [...plan.zones.keys()].filter((cell) => plan.townOf[cell]! >= 0)
  const area = (
    level: AreaRecord['level'],
    { code, name }: CountyPlan,
    cells: number[],
    parent?: string,
  ): AreaRecord => ({
    layer: 'areas',
    sourceId: code,
    level,
    code,
    ...name,
    ...(parent ? { parentSourceId: parent } : {}),
    geometry: areaBoundary(plan, cells),
  })
  yield area('province', plan.province, all)
  yield area('city', plan.city, all, plan.province.code)
  for (const [index, county] of plan.counties.entries()) {
    const own = all.filter((cell) => plan.towns[plan.townOf[cell]!]!.county === index)
    yield area('county', county, own, plan.city.code)
  }
  for (const town of plan.towns) {
    const own = town.communities.flatMap((community) => community.cells)
    yield area('town', town, own, plan.counties[town.county]!.code)
    for (const community of town.communities) yield area('community', community, community.cells, town.code)
  }
}
