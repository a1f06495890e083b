import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchCase, readCases } from './bench-case.ts'
import { growPartition } from './bench-growth.ts'
import { loadSolver, solveExactly } from './exact-plan.ts'
import { writeGeneratedCase, writeSmallCase } from './generated-case.ts'
import { type BenchOptions, readBenchOptions, type TypedBenchOptions } from './read-bench-options.ts'
import { runEngine } from './run-engine.ts'
import { isMetisThere, runMetis } from './run-metis.ts'
import { judgePlan } from './score-with-script.ts'
import { type Duel, duelTable, growthTable, type JudgedPlan, type SmallDuel, smallTable } from './tables.ts'
import { writeBetweenMarkers } from './write-between-markers.ts'

const EXIT_NO_PLAN = 3
const CITY_SEED = 2027
const [FEWEST_SMALL_UNITS, MOST_SMALL_UNITS] = [12, 40]

/** Folder for files in between, and the judge. */
type Bench = { folder: string; scorer: string | undefined; seeds: number }

/** `wangge bench partition`: our engine and its peers in one run, as tables on stdout and, if wished, in the README. */
export async function benchPartition(typed: TypedBenchOptions): Promise<void> {
  const options = readBenchOptions(typed)
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  try {
    const { text, isHeld } = options.isGrowth
      ? benchGrowth(options, folder)
      : await benchPeers(options, folder)
    process.stdout.write(`${text}\n`)
    if (options.readmePath)
      writeBetweenMarkers(options.readmePath, options.isGrowth ? 'bench:growth' : 'bench:partition', text)
    if (!isHeld) process.exitCode = EXIT_NO_PLAN
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function benchGrowth({ units }: BenchOptions, folder: string) {
  const steps = growPartition(units, { folder, seed: CITY_SEED, onStep: tell })
  return { text: growthTable(steps), isHeld: steps.every(({ faults }) => faults === 0) }
}

async function benchPeers({ data, units, scorer, seeds, smallCases }: BenchOptions, folder: string) {
  const bench = { folder, scorer, seeds }
  const highs = smallCases > 0 ? await loadSolver() : undefined
  const hasMetis = isMetisThere()
  if (!hasMetis) tell('gpmetis is not there, so our rows stand alone. Install it: sudo apt-get install metis')
  if (!data) tell('Without --data (or WANGGE_TEST_DATA) only invented cities are measured.')
  const cases = [
    ...(data ? readCases(data) : []),
    ...units.map((unitCount) => writeGeneratedCase(folder, unitCount, CITY_SEED)),
  ]
  const duels = cases.map((task) => fight(task, bench, hasMetis))
  const small = highs
    ? smallSizes(smallCases).map((unitCount, index): SmallDuel => {
        const task = writeSmallCase(folder, unitCount, CITY_SEED + index)
        const ours = seedsOf(bench).map((seed) => ourPlan(task, seed, bench))
        return { task, ours, exact: solveExactly(highs, task) }
      })
    : []
  const tables = [
    ...(duels.length > 0 ? [duelTable(duels)] : []),
    ...(small.length > 0 ? [smallTable(small)] : []),
  ]
  const isHeld = duels.every(({ ours }) => ours.every(({ score }) => score.isValid))
  return { text: tables.join('\n\n'), isHeld }
}

/** Seed after seed ours, then METIS for as many processor seconds: a busy machine slows both. */
function fight(task: BenchCase, bench: Bench, hasMetis: boolean): Duel {
  const duel: Duel = { task, ours: [], metis: [] }
  for (const seed of seedsOf(bench)) {
    const ours = ourPlan(task, seed, bench)
    duel.ours.push(ours)
    if (!hasMetis) continue
    const run = runMetis(task, { userSeconds: ours.userSeconds, seed, folder: bench.folder })
    if (!run) {
      tell(`${task.name}: gpmetis made no plan.`)
      continue
    }
    const { zoneOf, ...figures } = run
    duel.metis.push({ ...figures, score: judgePlan(task, zoneOf, bench) })
  }
  return duel
}

function ourPlan(task: BenchCase, seed: number, bench: Bench): JudgedPlan {
  const { zoneOf, userSeconds, wallSeconds } = runEngine(task, seed, bench.folder)
  const score = judgePlan(task, zoneOf, bench)
  tell(
    `${task.name} ${task.min}–${task.max}, seed ${seed}: ${wallSeconds.toFixed(1)} s, ${score.isValid ? 'valid' : `${score.faults} faults`}`,
  )
  return { score, userSeconds, wallSeconds }
}

const seedsOf = ({ seeds }: Bench) => Array.from({ length: seeds }, (_, index) => index + 1)

/** Sizes from 12 to 40 units. */
function smallSizes(count: number): number[] {
  const step = count > 1 ? (MOST_SMALL_UNITS - FEWEST_SMALL_UNITS) / (count - 1) : 0
  return Array.from({ length: count }, (_, index) => Math.round(FEWEST_SMALL_UNITS + index * step))
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
