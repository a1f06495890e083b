import type { Rounds } from './judge-ratios.ts'
import type { Load } from './run-wrk.ts'
import type { PreparedCase } from './save-tiles.ts'
import { type Figure, SUBJECTS, type Subject, type SubjectKey } from './subjects.ts'

export type Measured = { case: PreparedCase['name']; subject: SubjectKey; round: number } & Figure

const WARM_UP_SECONDS = 1

/**
 * Everybody on every case once a round, so that a machine that gets slower or busier meets all alike. Before the first round each is
 * looked at (does it answer what is meant?) and warmed up.
 */
export async function measureSpeed(
  subjects: readonly Subject[],
  cases: readonly PreparedCase[],
  { load, rounds, tell }: { load: Load; rounds: number; tell: (line: string) => void },
): Promise<Measured[]> {
  for (const task of cases)
    for (const subject of subjects) {
      await subject.assertAnswers(task)
      await subject.measure(task, { ...load, seconds: WARM_UP_SECONDS })
    }
  const measured: Measured[] = []
  for (let round = 1; round <= rounds; round++)
    for (const task of cases)
      for (const subject of subjects) {
        const figure = await subject.measure(task, load)
        measured.push({ case: task.name, subject: subject.key, round, ...figure })
        tell(
          `round ${round}, ${task.name}, ${SUBJECTS[subject.key]}: ${figure.perSecond.toFixed(1)} a second`,
        )
      }
  return measured
}

/** The same figures by case and subject. */
export function roundsOf(measured: readonly Measured[]): Rounds {
  const rounds: Record<string, Record<string, number[]>> = {}
  for (const { case: name, subject, perSecond } of measured) {
    rounds[name] ??= {}
    rounds[name][subject] ??= []
    rounds[name][subject].push(perSecond)
  }
  return rounds
}
