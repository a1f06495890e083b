import { join } from 'node:path'
import { DomainError } from '../../../platform/errors.ts'
import { ask } from './ask.ts'
import { BEST_SETTINGS, bestTileSql, plainTileSql } from './bare-sql.ts'
import type { OurServer } from './check-tiles.ts'
import type { Tools } from './required-tools.ts'
import { pgbenchScript, type QueryMode, runPgbench } from './run-pgbench.ts'
import { type Load, runWrk, wrkScript } from './run-wrk.ts'
import type { PreparedCase } from './save-tiles.ts'
import { tilePath } from './serve-case.ts'
import { pathOf } from './tile-addresses.ts'

export const SUBJECTS = {
  plainSql: 'plain SQL',
  plainPrepared: 'plain SQL, prepared',
  bestSql: 'best SQL',
  plainRoute: 'plain Fastify route',
  uncached: 'wangge uncached',
  kept: 'wangge kept',
  nginx: 'nginx',
  keptGzip: 'wangge kept, gzip',
  nginxGzip: 'nginx, gzip',
  unchanged: 'wangge 304',
} as const
export type SubjectKey = keyof typeof SUBJECTS

/** Answers a second; `p99Milliseconds` where the load is HTTP. */
export type Figure = { perSecond: number; p99Milliseconds?: number }
export type Subject = {
  key: SubjectKey
  measure: (task: PreparedCase, load: Load) => Promise<Figure>
  /** Asks for every tile once, and for what makes the answers those that are meant. */
  assertAnswers: (task: PreparedCase) => Promise<void>
}
export type Surroundings = Readonly<{
  tools: Tools
  folder: string
  databaseUrl: string
  plainRoute: string
  uncached: OurServer
  kept: OurServer
  nginx: string
}>

/** Everybody who is measured, in the order of a round. */
export function subjectsOf(around: Surroundings): Subject[] {
  const { uncached, kept, nginx } = around
  const ours = (task: PreparedCase) => task.tiles.map((tile) => tilePath(task.source, tile))
  const files = (form: string) => (task: PreparedCase) =>
    task.tiles.map((tile) => `/${form}/${task.source.collection}/${pathOf(tile)}.mvt`)
  const gzip = { 'accept-encoding': 'gzip' }
  return [
    statement(around, 'plainSql', { mode: 'simple', sqlOf: plainTileSql, settings: '' }),
    statement(around, 'plainPrepared', { mode: 'prepared', sqlOf: plainTileSql, settings: '' }),
    statement(around, 'bestSql', { mode: 'prepared', sqlOf: bestTileSql, settings: BEST_SETTINGS }),
    server(around, 'plainRoute', { origin: around.plainRoute, headers: {}, pathsOf: ours }),
    server(around, 'uncached', { ...uncached, pathsOf: ours }),
    server(around, 'kept', { ...kept, pathsOf: ours }),
    server(around, 'nginx', { origin: nginx, headers: {}, pathsOf: files('plain') }),
    server(around, 'keptGzip', { ...kept, headers: { ...kept.headers, ...gzip }, pathsOf: ours }),
    server(around, 'nginxGzip', { origin: nginx, headers: gzip, pathsOf: files('gzip') }),
    server(around, 'unchanged', { ...kept, pathsOf: ours, isUnchanged: true }),
  ]
}

function statement(
  { tools, folder, databaseUrl }: Surroundings,
  key: SubjectKey,
  { mode, sqlOf, settings }: { mode: QueryMode; sqlOf: typeof plainTileSql; settings: string },
): Subject {
  const scriptPath = join(folder, 'pgbench.sql')
  return {
    key,
    assertAnswers: async () => {},
    measure: async ({ source, tiles }, load) => {
      const script = pgbenchScript(tiles, (words) => sqlOf(source, words))
      return {
        perSecond: await runPgbench(tools.pgbench, { script, scriptPath, mode, databaseUrl, settings }, load),
      }
    },
  }
}

type HttpSubject = OurServer & {
  pathsOf: (task: PreparedCase) => string[]
  /** The client has the tile already: asked with its ETag, answered 304. */
  isUnchanged?: boolean
}

function server(
  { tools, folder }: Surroundings,
  key: SubjectKey,
  { origin, headers, pathsOf, isUnchanged = false }: HttpSubject,
): Subject {
  const status = isUnchanged ? 304 : 200
  return {
    key,
    assertAnswers: async (task) => {
      for (const [i, path] of pathsOf(task).entries()) {
        const tag = isUnchanged ? { 'if-none-match': task.etags[i]! } : {}
        const answer = await ask(`${origin}${path}`, { ...headers, ...tag })
        const isEncodingRight =
          isUnchanged || answer.headers['content-encoding'] === headers['accept-encoding']
        if (answer.status !== status || !isEncodingRight)
          throw new DomainError(
            'unavailable',
            `${SUBJECTS[key]} answered ${origin}${path} with ${answer.status}, ${answer.headers['content-encoding'] ?? 'not encoded'}; ${status} was meant.`,
          )
      }
    },
    measure: async (task, load) => {
      const tags = isUnchanged ? { tags: task.etags } : {}
      const script = wrkScript({ paths: pathsOf(task), headers, ...tags })
      const figures = await runWrk(tools.wrk, { origin, script, scriptPath: join(folder, 'wrk.lua') }, load)
      return { perSecond: figures.requestsPerSecond, p99Milliseconds: figures.p99Milliseconds }
    },
  }
}
