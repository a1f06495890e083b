import { writeFileSync } from 'node:fs'
import { SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { invalidRequest } from '../platform/errors.ts'
import { describePlan, holdsBand, type PlanReport } from './partition/describe-plan.ts'
import { gridFeatures } from './partition/grid-features.ts'
import type { TypedOptions } from './partition/read-options.ts'
import { type NamedPlan, type PartitionRun, runPartition } from './partition/run-partition.ts'

const [EXIT_BAD_INPUT, EXIT_NO_PLAN] = [2, 3]

const EXIT_CODES = `
Exit codes: 0 every zone is inside the band, or is listed as one that no plan could avoid; 2 bad input;
3 no plan inside the band was found (the best is still written).
Edges of 0 m are links (bridges, ferries). The same seed gives the same plan; --time is only a cap.`

export function registerPartition(program: Command): void {
  program
    .command('partition <units>')
    .description(
      'Divide the units of a GeoJSON file (.geojson[.gz]) into contiguous zones inside a band of weight.',
    )
    .option('--weight <field>', 'what is balanced: FIELD, or FIELD:MIN:MAX', (field, all: string[] = []) => [
      ...all,
      field,
    ])
    .option('--min <number>', 'least weight of a zone')
    .option('--max <number>', 'most weight of a zone')
    .option('--target <number>', 'wished weight of a zone (default: the middle of the band)')
    .option('--zones <number>', 'exact number of zones (default: free inside the band)')
    .option('--within <field>', 'zones do not cross from one value of this field to another')
    .option('--id <field>', 'field with the unit ids (default: properties.id, then feature.id)')
    .option('--adjacency <file>', '{"edges": [["a","b",shared metres], …]} (default: from the geometry)')
    .option('--barriers <file>', 'GeoJSON lines that boundaries should follow')
    .option('--current <field|file>', 'the zones of today: a field, or a .json file {"unit id": zone}')
    .option('--lock <zones>', 'zones of today that stay as they are, separated by commas')
    .option(
      '--prefer <what>',
      'balance, compact (default), boundaries, or stability (default with --current)',
    )
    .option('--measure <what>', 'what an inner boundary costs: length (default) or edges')
    .option('--seed <number>', 'another seed gives another plan (default: 1)')
    .option('--time <seconds>', 'stop after so long, with the best plan so far')
    .option('--tiers <min:max>', 'divide each zone again')
    .option('--alternatives <number>', 'so many plans, with the next seeds; files get the numbers .2, .3 …')
    .option('--out <file>', 'write the zones as GeoJSON')
    .option('--assignment <file>', 'write {"unit id": "zone", …}')
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', EXIT_CODES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_BAD_INPUT))
    .action((path: string, options: TypedOptions) => partitionFile(path, options))
}

function partitionFile(path: string, options: TypedOptions): void {
  const started = performance.now()
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}%', stopOnComplete: true })
    : undefined
  bar?.start(100, 0)
  const run = runPartition(path, options, (share) => bar?.update(Math.floor(share * 100)))
  bar?.stop()
  run.plans.forEach((named, index) => {
    writePlan(run, named, { options, suffix: index === 0 ? '' : `.${index + 1}` })
  })
  const reports = run.plans.map((named) => reportOf(run, named))
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
  printReport(run, { reports, seconds, isJson: options.json === true })
  process.exitCode = isHeld(run) ? 0 : EXIT_NO_PLAN
}

/** The first plan is the one that counts; alternatives are beside it. */
function isHeld({ plans, request }: PartitionRun): boolean {
  const { plan, micro } = plans[0]!
  const hasWishedCount = request.zones === undefined || plan.zoneCount === request.zones
  return hasWishedCount && holdsBand(plan) && (!micro || holdsBand(micro.plan))
}

type TieredReport = PlanReport & { seed: number; tiers?: PlanReport[] }

function reportOf(run: PartitionRun, { seed, plan, zoneNames, micro }: NamedPlan): TieredReport {
  const unitIds = run.units.map(({ id }) => id)
  const totalWeight = run.units.reduce((sum, { weight }) => sum + weight, 0)
  const { min, max } = run.request
  const names = { zoneNames, unitIds, totalWeight, hasCurrent: run.hasCurrent, min, max }
  const report = { ...describePlan(plan, names), seed }
  if (!micro || !run.request.tier) return report
  const microNames = { ...names, zoneNames: micro.zoneNames, hasCurrent: false, ...run.request.tier }
  return { ...report, tiers: [describePlan(micro.plan, microNames)] }
}

function writePlan(
  { units, topology }: PartitionRun,
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
    writeJson(numbered(options.out), gridFeatures(topology.topology, tiers))
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
  for (const { exceptions, tiers, ...figures } of reports) {
    const lines = Object.entries(figures).map(([name, value]) => `${name.padEnd(30)}${value ?? '-'}`)
    for (const { zone, message, remedy } of [
      ...exceptions,
      ...(tiers?.flatMap((tier) => tier.exceptions) ?? []),
    ])
      lines.push(`  zone ${zone}: ${message} ${remedy}`)
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  process.stdout.write(`${'seconds'.padEnd(30)}${seconds}\n`)
}
