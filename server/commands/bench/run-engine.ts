import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '../../platform/errors.ts'
import type { BenchCase } from './bench-case.ts'
import { runMeasured } from './run-measured.ts'

export type MeasuredPlan = { zoneOf: Int32Array; userSeconds: number; wallSeconds: number }

/** One plan by `wangge partition`, in a process of its own as a user would call it. */
export function runEngine(task: BenchCase, seed: number, folder: string): MeasuredPlan {
  const assignmentPath = join(folder, 'ours.json')
  const words = [
    ...['partition', task.unitsPath, '--adjacency', task.adjacencyPath],
    ...['--weight', `weight:${task.min}:${task.max}`, '--measure', task.measure, '--seed', String(seed)],
    ...(task.zones === undefined ? [] : ['--zones', String(task.zones)]),
    ...(task.currentPath ? ['--current', task.currentPath] : []),
    ...['--assignment', assignmentPath, '--json', '--threads', '1'],
  ]
  const run = runMeasured([[process.execPath, ...process.execArgv, process.argv[1]!, ...words]])
  // 3: a zone is outside the band; the scores show it.
  if (run.exitCode !== 0 && run.exitCode !== 3)
    throw new DomainError(
      'unavailable',
      `wangge ${words.join(' ')} ended with ${run.exitCode}: ${run.stderr.trim()}`,
    )
  const zones = JSON.parse(readFileSync(assignmentPath, 'utf8')) as Record<string, string>
  const numbers = new Map<string, number>()
  const zoneOf = Int32Array.from(task.unitIds, (id) => {
    const number = numbers.get(zones[id]!) ?? numbers.size
    numbers.set(zones[id]!, number)
    return number
  })
  return { zoneOf, userSeconds: run.userSeconds, wallSeconds: run.wallSeconds }
}
