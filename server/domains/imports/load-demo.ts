import { type DemoSize, demoRecords } from '../../../geo-data/demo/demo-features.ts'
import { type Database, rows } from '../../platform/database.ts'
import { ruleViolation } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { balancePlan, createPlan, publishPlan } from '../plans/index.ts'
import { buildUnits } from '../units/index.ts'
import { importRecords } from './import-records.ts'

export type DemoRequest = {
  size: DemoSize
  seed: number
  actor: string
  timeZone: string
  /** Incidents happen in the month before this moment. */
  now: Date
  jobId?: string
  onProgress?: (share: number, step: string) => Promise<void>
  isCancelled?: () => boolean
}
export type DemoReport = {
  communities: number
  units: number
  grids: number
  exceptions: number
  plan: string
}

const PLAN_NAMES: Record<DemoSize, string> = {
  town: '示例镇基础网格方案 · Demo town basic grids',
  county: '示例县基础网格方案 · Demo county basic grids',
  city: '示例市基础网格方案 · Demo city basic grids',
}

/** True where nothing has been imported yet: the demo loads nowhere else. */
export async function isEmptyDatabase(db: Database): Promise<boolean> {
  const found = await rows(db, /* sql */ `select 1 from areas limit 1`)
  return found.length === 0
}

/**
 * Loads the generated demo, builds its units, balances them into grids and publishes the plan. Interrupted, it can
 * run again from the start: what is there already stays as it is.
 */
export async function loadDemo(services: Services, request: DemoRequest): Promise<DemoReport> {
  const { db } = services
  const onlyDemo = await rows(db, /* sql */ `select 1 from areas where source <> ? limit 1`, [
    sourceOf(request),
  ])
  if (onlyDemo.length > 0)
    throw ruleViolation(
      'empty-database',
      'The demo loads into an empty database only; this one holds areas.',
      {
        remedy: 'Name another data directory: WANGGE_DATA_DIR=… wangge demo',
      },
    )
  const part = (from: number, to: number) => async (share: number, step: string) => {
    await request.onProgress?.(from + (to - from) * share, step)
  }
  const cancel = request.isCancelled ? { isCancelled: request.isCancelled } : {}
  await importRecords(db, demoRecords({ size: request.size, seed: request.seed, now: request.now }), {
    source: sourceOf(request),
    fileName: `demo-${request.size}`,
    format: 'generated',
    crs: 'EPSG:4326',
    isFictional: true,
    actor: request.actor,
    onProgress: part(0, 0.4),
    ...(request.jobId ? { jobId: request.jobId } : {}),
    ...cancel,
  })
  const built = await buildUnits(services, { actor: request.actor, progress: part(0.4, 0.75), ...cancel })
  const plan = await draftOf(db, request)
  const toBalance = part(0.75, 0.95)
  const balanced = await balancePlan(services, {
    planId: plan,
    actor: request.actor,
    onProgress: (share) => toBalance(share, 'plan.balance'),
    ...cancel,
  })
  await part(0.95, 1)(0, 'plan.publish')
  const published = await publishPlan(db, plan, { timeZone: request.timeZone }, request.actor)
  return {
    communities: published.communityCount,
    units: built.unitCount,
    grids: balanced.gridCount,
    exceptions: balanced.exceptionCount,
    plan,
  }
}

const sourceOf = ({ size, seed }: DemoRequest) => `demo-${size}-${seed}`

/** The draft of an earlier, interrupted run, or a new one over every county. */
async function draftOf(db: Database, { size, actor }: DemoRequest): Promise<string> {
  const name = PLAN_NAMES[size]
  const [draft] = await rows<{ id: string }>(
    db,
    /* sql */ `select id from plans where name = ? and status = 'draft' order by id limit 1`,
    [name],
  )
  if (draft) return draft.id
  const counties = await rows<{ id: string }>(db, /* sql */ `select id from areas where level = 'county'`)
  return (await createPlan(db, { name, areas: counties.map(({ id }) => id) }, actor)).id
}
