import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { invalidRequest } from '../../platform/errors.ts'
import type { BenchCase } from './bench-case.ts'
import { type PlanScore, scorePlan } from './score-plan.ts'

type ScriptScore = {
  valid: boolean
  zones: number
  under: number
  over: number
  unavoidable_over: number
  unavoidable_under: number
  extra_pieces: number
  cut_edges: number
  cut_length_m: number
  mean_polsby_popper: number
  changed_weight_pct?: number
}

/** Judges a plan by an independent program (`score.py UNITS ADJACENCY ASSIGNMENT --lower L --upper U`), or by our own rules without one. */
export function judgePlan(
  task: BenchCase,
  zoneOf: Int32Array,
  { scorer, folder }: { scorer: string | undefined; folder: string },
): PlanScore {
  if (!scorer) return scorePlan(task, zoneOf)
  const assignment = join(folder, 'assignment.json')
  writeFileSync(
    assignment,
    JSON.stringify(Object.fromEntries(task.unitIds.map((id, unit) => [id, zoneOf[unit]]))),
  )
  const score = runScript(scorer, [
    task.unitsPath,
    task.adjacencyPath,
    assignment,
    ...['--lower', String(task.min), '--upper', String(task.max)],
    ...(task.currentPath ? ['--ref', task.currentPath] : []),
  ])
  const avoidable = score.under + score.over - score.unavoidable_over - score.unavoidable_under
  return {
    isValid: score.valid && (task.zones === undefined || score.zones === task.zones),
    faults: avoidable + score.extra_pieces,
    zones: score.zones,
    innerBoundaryMeters: score.cut_length_m,
    cutEdges: score.cut_edges,
    polsbyPopper: score.mean_polsby_popper,
    ...(score.changed_weight_pct !== undefined && { movedPercent: score.changed_weight_pct }),
  }
}

function runScript(scorer: string, words: readonly string[]): ScriptScore {
  try {
    return JSON.parse(execFileSync('python3', [scorer, ...words], { encoding: 'utf8', maxBuffer: 64e6 }))
  } catch (error) {
    throw invalidRequest('scorer', `python3 ${scorer} does not score: ${(error as Error).message}`)
  }
}
