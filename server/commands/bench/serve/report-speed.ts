import { bestTileSql, plainTileSql } from './bare-sql.ts'
import { meanBytes } from './check-tiles.ts'
import { judgeRatios } from './judge-ratios.ts'
import { measureSpeed, roundsOf } from './measure-speed.ts'
import type { Ground } from './prepare-ground.ts'
import type { Tools } from './required-tools.ts'
import type { Load } from './run-wrk.ts'
import { type PreparedCase, saveTiles } from './save-tiles.ts'
import type { CaseName, ServeCase } from './serve-case.ts'
import { bytesTable, ratioTable, speedTable, type TileBytes } from './serve-tables.ts'
import { startNginx, startPlainRoute } from './start-subjects.ts'
import { subjectsOf } from './subjects.ts'

/** Tables for people, figures for programs, and where in a README the tables belong. */
export type Report = { text: string; figures: object; marker: string }

/** Starts the others beside us, measures all, and puts the figures into tables. */
export async function reportSpeed(
  ground: Ground,
  tools: Tools,
  cases: readonly ServeCase[],
  run: { load: Load; rounds: number; tell: (line: string) => void },
): Promise<Report> {
  const { scope, db, databaseUrl, folder, uncached } = ground
  const kept = await ground.startKept()
  const prepared: PreparedCase[] = []
  const bytes: Partial<Record<CaseName, TileBytes>> = {}
  for (const task of cases) {
    const saved = await saveTiles(kept, task, folder)
    prepared.push(saved)
    bytes[task.name] = {
      plainSql: await meanBytes(db, task, plainTileSql),
      bestSql: await meanBytes(db, task, bestTileSql),
      ours: saved.bytes.plain,
      oursGzip: saved.bytes.gzip,
    }
  }
  const plainRoute = await startPlainRoute(scope, databaseUrl)
  const nginx = await startNginx(scope, tools.nginx, folder)
  const subjects = subjectsOf({ tools, folder, databaseUrl, plainRoute, uncached, kept, nginx })
  const measured = await measureSpeed(subjects, prepared, run)
  const rounds = roundsOf(measured)
  const judged = judgeRatios(rounds)
  return {
    text: [speedTable(rounds), bytesTable(bytes), ratioTable(judged)].join('\n\n'),
    figures: { ...run.load, rounds: run.rounds, bytes, measured, judged },
    marker: 'bench:serve',
  }
}
