import { writeBetweenMarkers } from '../write-between-markers.ts'
import { BenchScope } from './bench-scope.ts'
import { assertKeyIsNeeded, checkTiles } from './check-tiles.ts'
import { freshnessTable, measureFreshness } from './measure-freshness.ts'
import { type Ground, prepareGround } from './prepare-ground.ts'
import { readServeOptions, type ServeOptions, type TypedServeOptions } from './read-serve-options.ts'
import { type Report, reportSpeed } from './report-speed.ts'
import { findTools } from './required-tools.ts'
import { caseOf } from './serve-case.ts'

const EXIT_NOT_THE_SAME = 3
const EXIT_INTERRUPTED = 130

/** `wangge bench serve`: our server, bare SQL, a plain route and nginx on the same tiles in one run. */
export async function benchServe(typed: TypedServeOptions): Promise<void> {
  const options = readServeOptions(typed)
  const scope = new BenchScope()
  // What is under way fails then, and what was just being started is ended as it comes up.
  const interrupt = () => void scope.close()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
  try {
    await run(options, scope)
  } catch (error) {
    if (!scope.isClosed) throw error
    process.exitCode = EXIT_INTERRUPTED
  } finally {
    await scope.close()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt)
  }
}

async function run(options: ServeOptions, scope: BenchScope) {
  // What is missing is said before minutes are spent.
  const tools = options.what === 'check' ? undefined : findTools()
  const ground = await prepareGround(options, scope, tell)
  const cases = options.cases.map((name) => caseOf(name, ground.field))
  await assertKeyIsNeeded(ground.uncached.origin, cases[0]!)
  const differences = await checkTiles(ground.db, ground.uncached, cases, ground.field)
  if (differences.length > 0) {
    process.stderr.write(
      `${differences.join('\n')}\nThe SQL and we do not show the same: nothing is measured.\n`,
    )
    process.exitCode = EXIT_NOT_THE_SAME
    return
  }
  tell('The best SQL and we return the same features.')
  if (!tools) return
  const load = { connections: options.connections, seconds: options.seconds }
  const report: Report =
    options.what === 'freshness'
      ? await reportFreshness(ground, tools.wrk, { ...load, seconds: load.seconds * options.rounds })
      : await reportSpeed(ground, tools, cases, { load, rounds: options.rounds, tell })
  process.stdout.write(options.isJson ? `${JSON.stringify(report.figures, null, 2)}\n` : `${report.text}\n`)
  if (options.readmePath) writeBetweenMarkers(options.readmePath, report.marker, report.text)
}

async function reportFreshness(
  { db, folder, field, startKept }: Ground,
  wrk: string,
  load: { connections: number; seconds: number },
) {
  const figures = await measureFreshness({ db, server: await startKept(), wrk, folder }, field, load)
  return { text: freshnessTable(figures), figures, marker: 'bench:freshness' }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
