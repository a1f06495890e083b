/** The demo: a fictional county as records, streamed town by town, the same for the same size and seed. */
import type { ImportRecord } from '../records.ts'
import { regionAreas } from './areas.ts'
import { type BuiltCommunity, buildTown } from './build-town.ts'
import { communityFeatures, waterRecord } from './community-features.ts'
import { planCounty } from './county-plan.ts'
import { DEMO_COUNTIES } from './division-codes.ts'
import { communityIncidents } from './incidents.ts'
import type { RegionPlan } from './region-plan.ts'
import { latticeRoads } from './roads.ts'
import { planTown } from './town-plan.ts'
import { riverOf } from './waters.ts'
import { communityWorkers } from './workers.ts'

export type DemoSize = 'town' | 'county' | 'city'
export type DemoOptions = { size: DemoSize; seed?: number; now?: Date }

type DemoTotals = {
  households: number
  population: number
  buildings: number
  workers: number
  incidents: number
}
export type DemoTruth = DemoTotals & {
  towns: { code: string; communities: number }[]
  communities: (DemoTotals & { code: string; name: string })[]
}

const DEFAULT_SEED = 1
/** A fixed moment, so that a demo made without `now` is the same every day. */
const DEFAULT_NOW = new Date('2025-06-30T16:00:00Z')

export function* demoRecords(options: DemoOptions): Generator<ImportRecord> {
  const plan = planRegion(options)
  const now = options.now ?? DEFAULT_NOW
  let workers = 0
  yield* regionAreas(plan)
  for (const town of plan.towns.keys()) {
    yield* latticeRoads(plan, town)
    for (const [k, water] of riverOf(plan, town).entries())
      yield waterRecord(`${plan.towns[town]!.code}-river-${k}`, water)
    for (const community of buildTown(plan, town)) {
      yield* communityFeatures(community)
      yield* communityWorkers(plan.seed, community, () => ++workers)
      yield* communityIncidents(plan.seed, community, now)
    }
  }
}

/** What a loaded demo must add up to, counted without a database: by community and in all. */
export function demoTruth(options: DemoOptions): DemoTruth {
  const plan = planRegion(options)
  const now = options.now ?? DEFAULT_NOW
  const towns = plan.towns.map(({ code, communities }) => ({ code, communities: communities.length }))
  const communities = [...plan.towns.keys()].flatMap((town) =>
    Array.from(buildTown(plan, town), (community) => communityTruth(plan, community, now)),
  )
  const sum = (key: keyof DemoTotals) => communities.reduce((before, community) => before + community[key], 0)
  return {
    households: sum('households'),
    population: sum('population'),
    buildings: sum('buildings'),
    workers: sum('workers'),
    incidents: sum('incidents'),
    towns,
    communities,
  }
}

function communityTruth(
  plan: RegionPlan,
  community: BuiltCommunity,
  now: Date,
): DemoTruth['communities'][number] {
  const { buildings } = community
  return {
    code: community.plan.code,
    name: community.plan.name.name,
    households: buildings.reduce((sum, building) => sum + building.households, 0),
    population: buildings.reduce((sum, building) => sum + building.population, 0),
    buildings: buildings.length,
    workers: [...communityWorkers(plan.seed, community, () => 0)].length,
    incidents: [...communityIncidents(plan.seed, community, now)].length,
  }
}

function planRegion({ size, seed = DEFAULT_SEED }: DemoOptions): RegionPlan {
  return size === 'town' ? planTown(seed) : planCounty(seed, size === 'county' ? 1 : DEMO_COUNTIES.length)
}
