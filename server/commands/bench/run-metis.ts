import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feasibleZoneCounts } from '../../algorithms/partition/zone-counts.ts'
import { SeededRandom } from '../../algorithms/statistics/seeded-random.ts'
import type { BenchCase } from './bench-case.ts'
import { type MetisInput, metisGraph, metisInput, PRICINGS, type Pricing } from './metis-graph.ts'
import { runMeasured } from './run-measured.ts'
import { type PlanScore, scorePlan } from './score-plan.ts'

export type MetisRun = {
  zoneOf: Int32Array
  starts: number
  validStarts: number
  userSeconds: number
}
type Start = { zones: number; pricing: Pricing; options: string[] }
type Best = { start: Start; zoneOf: Int32Array; score: PlanScore }

/** Starts measured together, for the shell's clock ticks are longer than a short start; and what one start takes at least. */
const [FIRST_BATCH, LARGEST_BATCH, BATCH_SECONDS, LEAST_SECONDS] = [10, 200, 0.1, 0.001]

/** How much of the room between a mean zone and max METIS is told it may use: most valid plans come from about all of it. */
const SHARES_OF_ROOM = [1.2, 1, 1, 1, 0.8, 0.5, 0.2]

export function isMetisThere(): boolean {
  return spawnSync('gpmetis', ['-help'], { stdio: 'ignore' }).error === undefined
}

/**
 * The best of as many starts of gpmetis as fit into the given processor seconds: first the fewest faults, then what
 * counts in this case. Half of the starts draw all their options; half take those of the best so far with another seed.
 */
export function runMetis(
  task: BenchCase,
  { userSeconds, seed, folder }: { userSeconds: number; seed: number; folder: string },
): MetisRun | undefined {
  const graphPath = join(folder, 'metis.graph')
  const input = metisInput(task)
  const pricings = pricingsOf(task)
  for (const pricing of pricings)
    writeFileSync(`${graphPath}.${pricing}`, metisGraph(task.graph, input.units, pricing))
  const random = new SeededRandom(seed)
  let best: Best | undefined
  const run = { starts: 0, validStarts: 0, userSeconds: 0 }
  while (run.userSeconds < userSeconds) {
    const count = batchSize(run, userSeconds)
    const starts = Array.from({ length: count }, () => drawStart(task, input, { random, best: best?.start }))
    const batch = runBatch(graphPath, starts)
    run.userSeconds += Math.max(batch.userSeconds, count * LEAST_SECONDS)
    batch.plans.forEach((divided, index) => {
      run.starts++
      if (!divided) return
      const zoneOf = input.settledZoneOf.slice()
      divided.forEach((zone, line) => {
        zoneOf[input.units[line]!] = input.settledZones + zone
      })
      const score = scorePlan(task, zoneOf)
      if (score.isValid) run.validStarts++
      if (!best || isBetter(task, score, best.score)) best = { start: starts[index]!, zoneOf, score }
    })
  }
  return best && { zoneOf: best.zoneOf, ...run }
}

/** As many as seem to fit into half of the time that is left, for starts differ, and no fewer than can be measured. */
function batchSize(run: { starts: number; userSeconds: number }, userSeconds: number): number {
  if (run.starts === 0) return FIRST_BATCH
  const perStart = run.userSeconds / run.starts
  const seconds = Math.max(BATCH_SECONDS, (userSeconds - run.userSeconds) / 2)
  return Math.min(LARGEST_BATCH, Math.ceil(seconds / perStart))
}

function drawStart(
  task: BenchCase,
  { weight, units, settledZones }: MetisInput,
  { random, best }: { random: SeededRandom; best: Start | undefined },
): Start {
  const options = [`-seed=${random.below(1_000_000)}`]
  if (best && random.next() < 0.5) return { ...best, options: [...options, ...best.options.slice(1)] }
  const { fewest, most } = feasibleZoneCounts(weight, units.length, task)
  // Zone counts near either end of the range leave no room on one side of the band: never valid.
  const share = 0.25 + 0.5 * random.next()
  const zones = task.zones ? task.zones - settledZones : Math.round(fewest + share * (most - fewest))
  const room = Math.max(0.001, (task.max * zones) / weight - 1)
  const ufactor = Math.max(1, Math.round(1000 * room * SHARES_OF_ROOM[random.below(SHARES_OF_ROOM.length)]!))
  options.push(`-ufactor=${ufactor}`, `-niter=${random.below(2) ? 10 : 50}`)
  if (random.next() < 0.2) options.push('-ptype=rb')
  else {
    if (random.next() < 0.75) options.push('-contig')
    if (random.next() < 0.25) options.push('-minconn')
    if (random.next() < 0.15) options.push('-objtype=vol')
  }
  const pricings = pricingsOf(task)
  return { zones, pricing: pricings[random.below(pricings.length)]!, options }
}

const pricingsOf = ({ measure }: BenchCase): readonly Pricing[] => (measure === 'edges' ? ['one'] : PRICINGS)

/** gpmetis names its output after its input: each start gets a name of its own for the same graph. */
function runBatch(graphPath: string, starts: readonly Start[]) {
  const names = starts.map((_, index) => `${graphPath}.${index}`)
  names.forEach((name, index) => {
    rmSync(name, { force: true })
    symlinkSync(`${graphPath}.${starts[index]!.pricing}`, name)
  })
  const commands = starts.map(({ zones, options }, index) => [
    'gpmetis',
    ...options,
    names[index]!,
    String(zones),
  ])
  const { userSeconds } = runMeasured(commands)
  const plans = starts.map(({ zones }, index) => {
    const path = `${names[index]}.part.${zones}`
    if (!existsSync(path)) return undefined
    const zoneOf = Int32Array.from(readFileSync(path, 'utf8').trim().split('\n'), Number)
    rmSync(path)
    return zoneOf
  })
  return { plans, userSeconds }
}

function isBetter(task: BenchCase, score: PlanScore, best: PlanScore): boolean {
  if (score.isValid !== best.isValid) return score.isValid
  if (score.faults !== best.faults) return score.faults < best.faults
  return objectiveOf(task, score) < objectiveOf(task, best)
}

/** What counts in a case, the less the better: moved weight, cut edges, or inner boundary (km) / √zones. */
export function objectiveOf(task: BenchCase, score: PlanScore): number {
  if (score.movedPercent !== undefined) return score.movedPercent
  if (task.measure === 'edges') return score.cutEdges
  return score.innerBoundaryMeters / 1000 / Math.sqrt(score.zones)
}
