import { accessSync, constants, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { invalidRequest } from '../../platform/errors.ts'
import type { NamedPlan } from './add-micro-grids.ts'
import { describePlan, holdsBand, type PlanReport } from './describe-plan.ts'
import { type FieldValues, gridFeatures } from './grid-features.ts'
import { openNearest } from './nearest-unit.ts'
import type { TypedOptions } from './read-options.ts'
import { type PartitionRun, runPartition } from './run-partition.ts'

const EXIT_NO_PLAN = 3

/** `wangge partition` after its options: reads, divides, writes the files and prints the figures. */
export async function partitionFile(path: string, options: TypedOptions): Promise<void> {
  const started = performance.now()
  checkOutputs(path, options)
  const bar = await openBar()
  bar?.start(100, 0)
  const run = await runPartition(path, options, (share) => bar?.update(Math.floor(share * 100))).finally(() =>
    bar?.stop(),
  )
  run.plans.forEach((named, index) => {
    writePlan(run, named, { options, suffix: index === 0 ? '' : `.${index + 1}` })
  })
  const reports = run.plans.map((named) => reportOf(run, named))
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
  printReport(run, { reports, seconds, isJson: options.json === true })
  process.exitCode = isHeld(run) ? 0 : EXIT_NO_PLAN
}

/**
 * Refuses what could not be written before minutes are spent on it, and what would overwrite another file of this call.
 *
 * @throws DomainError with the path and why
 */
function checkOutputs(units: string, { out, assignment, adjacency, barriers, current }: TypedOptions): void {
  const today = current?.endsWith('.json') ? current : undefined
  const taken = [units, adjacency, barriers, today].filter((path) => path !== undefined).map(realPath)
  for (const path of [out, assignment]) {
    if (!path) continue
    if (taken.includes(realPath(path)))
      throw invalidRequest(path, `${path} is another file of this call too; give another name.`)
    taken.push(realPath(path))
    try {
      const isThere = statSync(path, { throwIfNoEntry: false })
      if (isThere?.isDirectory()) throw new Error('it is a folder')
      accessSync(isThere ? path : dirname(path), constants.W_OK)
    } catch (error) {
      throw invalidRequest(path, `${path} cannot be written: ${(error as Error).message}.`)
    }
  }
}

function realPath(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : resolve(path)
}

/** A progress bar on a terminal; its package is loaded only for one. */
async function openBar() {
  if (!process.stderr.isTTY) return undefined
  const { SingleBar } = await import('cli-progress')
  return new SingleBar({ format: '{bar} {percentage}%', stopOnComplete: true })
}

/** The first plan is the one that counts; alternatives are beside it. */
function isHeld({ plans, request }: PartitionRun): boolean {
  const { plan, micro } = plans[0]!
  const hasWishedCount = request.zones === undefined || plan.zoneCount === request.zones
  return hasWishedCount && holdsBand(plan) && (!micro || holdsBand(micro.plan))
}

type TieredReport = PlanReport & { seed: number; differs_percent?: number; tiers?: PlanReport[] }

function reportOf(run: PartitionRun, { seed, plan, zoneNames, micro, differs }: NamedPlan): TieredReport {
  const unitIds = run.units.map(({ id }) => id)
  const totalWeight = run.units.reduce((sum, { weight }) => sum + weight, 0)
  const { weights, tier } = run.request
  const nearestOf = openNearest(run.units, plan.zoneOfUnit)
  const names = { zoneNames, unitIds, totalWeight, hasCurrent: run.hasCurrent, weights, nearestOf }
  const difference = differs === undefined ? {} : { differs_percent: Number((differs * 100).toFixed(2)) }
  const report = { ...describePlan(plan, names), seed, ...difference }
  if (!micro || !tier) return report
  const microWeights = [{ ...weights[0], ...tier }]
  const microNames = {
    ...names,
    zoneNames: micro.zoneNames,
    hasCurrent: false,
    weights: microWeights,
    nearestOf: openNearest(run.units, micro.plan.zoneOfUnit),
  }
  return { ...report, tiers: [describePlan(micro.plan, microNames)] }
}

/** With several weights the values of each; a single one is `weight` in every file. */
function valuesOfFields(units: PartitionRun['units'], { weights }: PartitionRun['request']): FieldValues[] {
  if (weights.length === 1) return []
  return weights.map(({ field }, index) => ({
    field,
    values: units.map(({ weight, furtherWeights }) => [weight, ...furtherWeights][index]!),
  }))
}

function writePlan(
  { units, topology, request }: PartitionRun,
  { plan, zoneNames, micro }: NamedPlan,
  { options, suffix }: { options: TypedOptions; suffix: string },
): void {
  const numbered = (path: string) => path.replace(/(\.[^./\\]+)?$/, `${suffix}$1`)
  if (options.assignment) {
    const finest = micro ?? { plan, zoneNames }
    const zones = units.map(({ id }, unit) => [id, finest.zoneNames[finest.plan.zoneOfUnit[unit]!]])
    writeJson(numbered(options.assignment), Object.fromEntries(zones))
  }
  if (options.out) {
    const tiers = [
      { tier: 'grid' as const, plan, zoneNames },
      ...(micro ? [{ tier: 'micro' as const, plan: micro.plan, zoneNames: micro.zoneNames }] : []),
    ]
    writeJson(numbered(options.out), gridFeatures(topology.topology, tiers, valuesOfFields(units, request)))
  }
}

function writeJson(path: string, content: unknown): void {
  try {
    writeFileSync(path, `${JSON.stringify(content)}\n`)
  } catch (error) {
    throw invalidRequest(path, `${path} cannot be written: ${(error as Error).message}.`)
  }
}

type Printed = { reports: readonly TieredReport[]; seconds: number; isJson: boolean }

function printReport({ warnings }: PartitionRun, { reports, seconds, isJson }: Printed): void {
  const [report, ...alternatives] = reports
  if (isJson) {
    const others = alternatives.length > 0 ? { alternatives } : {}
    process.stdout.write(`${JSON.stringify({ ...report, seconds, ...others, warnings }, null, 2)}\n`)
    return
  }
  for (const warning of warnings) process.stderr.write(`wangge: ${warning}\n`)
  for (const { exceptions, tiers, weights, ...figures } of reports) {
    const lines = Object.entries(figures).map(([name, value]) => `${name.padEnd(30)}${value ?? '-'}`)
    for (const { field, min, max, mean } of weights.slice(1))
      lines.push(`${`min, max, mean of ${field}`.padEnd(30)}${min}, ${max}, ${mean}`)
    for (const { zone, message, remedy } of [
      ...exceptions,
      ...(tiers?.flatMap((tier) => tier.exceptions) ?? []),
    ])
      lines.push(`  zone ${zone}: ${message} ${remedy}`)
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  process.stdout.write(`${'seconds'.padEnd(30)}${seconds}\n`)
}
