import { writeFileSync } from 'node:fs'
import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import { DomainError } from '../../../platform/errors.ts'
import type { AddressWords } from './bare-sql.ts'
import { output } from './bench-scope.ts'
import type { Load } from './run-wrk.ts'

/** `simple`: the text anew each time. `prepared`: planned once a connection. */
export type QueryMode = 'simple' | 'prepared'

/** Each client draws a tile; the statement is one for all, its address a parameter. */
export function pgbenchScript(tiles: readonly Tile[], sqlOf: (words: AddressWords) => string): string {
  const choose = (part: 'z' | 'x' | 'y') =>
    `\\set ${part} case ${tiles.map((tile, i) => `when :i = ${i} then ${tile[part]}`).join(' ')} end`
  const lines = [`\\set i random(0, ${tiles.length - 1})`, choose('z'), choose('x'), choose('y')]
  return `${lines.join('\n')}\n${sqlOf({ z: ':z', x: ':x', y: ':y' })};\n`
}

/** Tiles a second, without the time to connect. */
export function parsePgbench(printed: string): number {
  const failed = Number(/number of failed transactions: (\d+)/.exec(printed)?.[1] ?? 0)
  const perSecond = Number(/^tps = ([\d.]+)/m.exec(printed)?.[1])
  if (failed > 0 || !(perSecond > 0))
    throw new DomainError('unavailable', `pgbench made no tiles or failed ${failed} times: ${printed.trim()}`)
  return perSecond
}

/** @param run.settings `-c name=value …` of the connections; empty as PostgreSQL ships */
export async function runPgbench(
  pgbench: string,
  run: { script: string; scriptPath: string; mode: QueryMode; databaseUrl: string; settings: string },
  { connections, seconds }: Load,
): Promise<number> {
  writeFileSync(run.scriptPath, run.script)
  const words = ['-n', '-M', run.mode, '-c', String(connections), '-j', '2', '-T', String(seconds)]
  return parsePgbench(
    await output(pgbench, [...words, '-f', run.scriptPath, withSettings(run.databaseUrl, run.settings)]),
  )
}

/** The address of a database with settings for its connections. */
export function withSettings(databaseUrl: string, settings: string): string {
  if (!settings) return databaseUrl
  return `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}options=${encodeURIComponent(settings)}`
}
