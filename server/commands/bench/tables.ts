import type { BenchCase } from './bench-case.ts'
import type { ExactPlan } from './exact-plan.ts'
import { objectiveOf } from './run-metis.ts'
import type { PlanScore } from './score-plan.ts'

/** One plan and what it took. */
export type JudgedPlan = { score: PlanScore; userSeconds: number; wallSeconds?: number }
export type MetisPlan = JudgedPlan & { starts: number; validStarts: number }
export type Duel = { task: BenchCase; ours: JudgedPlan[]; metis: MetisPlan[] }
export type SmallDuel = { task: BenchCase; ours: JudgedPlan[]; exact: ExactPlan }
export type GrowthStep = {
  units: number
  zones: number
  faults: number
  wallSeconds: number
  userSeconds: number
  peakMegabytes: number
}

const NONE = '–'

/** Two rows for each case, ours and METIS's, and how much ours takes of METIS's figure. */
export function duelTable(duels: readonly Duel[]): string {
  const head = [
    'case',
    'by',
    'valid',
    'zones',
    'inner boundary',
    'km / √zones',
    'PP',
    'moved %',
    'CPU s',
    's',
    'ours / METIS',
  ]
  return table(
    head,
    duels.flatMap((duel) => {
      const ours = [
        describeTask(duel.task),
        'wangge',
        validPlans(duel.ours),
        ...figures(duel.task, duel.ours),
        ratio(duel),
      ]
      if (duel.metis.length === 0) return [ours]
      return [ours, ['', 'METIS', validStarts(duel.metis), ...figures(duel.task, duel.metis), '']]
    }),
  )
}

/** Cut edges beside the least there can be. */
export function smallTable(duels: readonly SmallDuel[]): string {
  const head = [
    'case',
    'zones',
    'valid',
    'cut edges',
    'optimum',
    'bound',
    'ours / optimum',
    's',
    'HiGHS s',
    'possible zones',
  ]
  return table(
    head,
    duels.map(({ task, ours, exact }) => [
      `${task.name}, ${task.min}–${task.max}`,
      String(task.zones),
      validPlans(ours),
      range(
        ours.map(({ score }) => score.cutEdges),
        0,
      ),
      exact.cutEdges === undefined ? NONE : `${exact.isOptimal ? '' : '≤ '}${Math.round(exact.cutEdges)}`,
      exact.bound === undefined ? NONE : exact.bound.toFixed(1),
      exact.cutEdges === undefined
        ? NONE
        : (median(ours.map(({ score }) => score.cutEdges)) / exact.cutEdges).toFixed(3),
      range(
        ours.map(({ userSeconds }) => userSeconds),
        1,
      ),
      exact.seconds.toFixed(1),
      exact.possibleZones === undefined ? 'too many' : exact.possibleZones.toLocaleString('en'),
    ]),
  )
}

/** Time and memory of ever more units, the time also for each n·log₂ n beside that of the first row. */
export function growthTable(steps: readonly GrowthStep[]): string {
  const perWork = ({ userSeconds, units }: GrowthStep) => userSeconds / (units * Math.log2(units))
  const head = ['units', 'grids', 'faults', 's', 'CPU s', 'µs / (n log₂ n)', 'beside the first', 'peak MB']
  return table(
    head,
    steps.map((step) => [
      step.units.toLocaleString('en'),
      step.zones.toLocaleString('en'),
      String(step.faults),
      step.wallSeconds.toFixed(1),
      step.userSeconds.toFixed(1),
      (1e6 * perWork(step)).toFixed(2),
      (perWork(step) / perWork(steps[0]!)).toFixed(2),
      step.peakMegabytes.toFixed(0),
    ]),
  )
}

function describeTask({ name, graph, min, max, zones, current }: BenchCase): string {
  const size = name.startsWith('city') ? 'units' : `${graph.weights.length.toLocaleString('en')} units`
  const wanted = zones === undefined ? '' : `${zones} zones of `
  return `${name.replaceAll('_', ' ')} ${size}, ${wanted}${min}–${max}${current ? ', from the zones of today' : ''}`
}

function validPlans(plans: readonly JudgedPlan[]): string {
  return `${plans.filter(({ score }) => score.isValid).length}/${plans.length}`
}

function validStarts(plans: readonly MetisPlan[]): string {
  const sum = (pick: (plan: MetisPlan) => number) =>
    plans.reduce((total, plan) => total + pick(plan), 0).toLocaleString('en')
  const faults = range(
    plans.map(({ score }) => score.faults),
    0,
  )
  const starts = `${sum((plan) => plan.validStarts)}/${sum((plan) => plan.starts)} starts`
  return faults === '0' ? starts : `${starts}; best: ${faults} faults`
}

function figures(task: BenchCase, plans: readonly JudgedPlan[]): string[] {
  const of = (pick: (plan: JudgedPlan) => number, digits: number) => range(plans.map(pick), digits)
  const isEdges = task.measure === 'edges'
  return [
    of(({ score }) => score.zones, 0),
    isEdges
      ? `${of(({ score }) => score.cutEdges, 0)} edges`
      : `${of(({ score }) => score.innerBoundaryMeters / 1000, 2)} km`,
    isEdges ? NONE : of(({ score }) => score.innerBoundaryMeters / 1000 / Math.sqrt(score.zones), 3),
    of(({ score }) => score.polsbyPopper, 3),
    task.current ? of(({ score }) => score.movedPercent ?? 0, 2) : NONE,
    of(({ userSeconds }) => userSeconds, 1),
    plans.every(({ wallSeconds }) => wallSeconds !== undefined)
      ? of((plan) => plan.wallSeconds ?? 0, 1)
      : NONE,
  ]
}

/** Medians over the seeds of what counts in the case; in brackets when METIS had no valid plan to compare with. */
function ratio({ task, ours, metis }: Duel): string {
  if (metis.length === 0) return NONE
  const middle = (plans: readonly JudgedPlan[]) => median(plans.map(({ score }) => objectiveOf(task, score)))
  const figure = (middle(ours) / middle(metis)).toFixed(3)
  return metis.every(({ score }) => score.isValid) ? figure : `(${figure})`
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function range(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values).toFixed(digits), Math.max(...values).toFixed(digits)]
  return least === most ? least : `${least}–${most}`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((word, column) =>
    Math.max(...[word, ...rows.map((row) => row[column]!)].map((cell) => cell.length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
