/** The demo: a fictional county as records, streamed town by town, the same for the same size and seed. */
import type { AreaRecord, BarrierRecord, BuildingRecord, ImportRecord } from '../records.ts'
import { areaBoundary } from './area-boundary.ts'
import { type BuiltCommunity, buildTown } from './build-town.ts'
import { lineGeometry, polygonGeometry } from './frame.ts'
import type { CountyPlan, RegionPlan } from './region-plan.ts'
import { latticeRoads, roadRecord } from './roads.ts'
import { planTown } from './town-plan.ts'
import { riverOf } from './waters.ts'

export type DemoSize = 'town' | 'county' | 'city'
export type DemoOptions = { size: DemoSize; seed?: number; now?: Date }

export function* demoRecords(options: DemoOptions): Generator<ImportRecord> {
  const plan = planRegion(options)
  yield* upperAreas(plan)
  for (const town of plan.towns.keys()) yield* townRecords(plan, town)
}

function planRegion({ seed = 1 }: DemoOptions): RegionPlan {
  return planTown(seed)
}

function* upperAreas(plan: RegionPlan): Generator<AreaRecord> {
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

function* townRecords(plan: RegionPlan, town: number): Generator<ImportRecord> {
  yield* latticeRoads(plan, town)
  const { code } = plan.towns[town]!
  for (const [k, water] of riverOf(plan, town).entries()) yield waterRecord(`${code}-river-${k}`, water)
  for (const community of buildTown(plan, town)) yield* communityRecords(community)
}

function* communityRecords(community: BuiltCommunity): Generator<ImportRecord> {
  const { code } = community.plan
  for (const [k, street] of community.streets.entries())
    yield roadRecord(`${code}-s${k}`, street.class, street.points, { name: street.name })
  for (const [k, water] of community.waters.entries()) yield waterRecord(`${code}-w${k}`, water)
  for (const [k, { kind, name, points }] of community.crossings.entries())
    yield {
      layer: 'barriers',
      sourceId: `${code}-x${k}`,
      ...(kind === 'bridge'
        ? { kind: 'road', class: 'residential', bridge: true }
        : { kind: 'link', class: 'ferry' }),
      ...name,
      geometry: lineGeometry(points),
    }
  for (const [k, building] of community.buildings.entries()) {
    const { use, levels, households, population, name, compound, shape } = building
    const record: BuildingRecord = {
      layer: 'buildings',
      sourceId: `${code}-b${k}`,
      use,
      levels,
      households,
      population,
      ...name,
      ...(compound ? { compound: compound.name } : {}),
      geometry: polygonGeometry(shape),
    }
    yield record
  }
}

function waterRecord(sourceId: string, water: BuiltCommunity['waters'][number]): BarrierRecord {
  return {
    layer: 'barriers',
    sourceId,
    kind: 'water',
    class: water.class,
    ...water.name,
    geometry: polygonGeometry(...water.rings),
  }
}
