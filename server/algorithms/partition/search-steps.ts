import { annealPart, type PartPlan, type PartTask } from './anneal-part.ts'

/**
 * A computation that asks for searches and goes on with their plans, in the order asked. Who runs them, one after the
 * other or in several threads, is the caller's choice; the result is the same.
 */
export type SearchSteps<Result> = Generator<readonly PartTask[], Result, readonly PartPlan[]>

/** Runs every search in this thread. */
export function runHere<Result>(steps: SearchSteps<Result>): Result {
  let step = steps.next()
  while (!step.done) step = steps.next(step.value.map(annealPart))
  return step.value
}

/** Runs every round of searches at once, wherever `search` does them. */
export async function runElsewhere<Result>(
  steps: SearchSteps<Result>,
  search: (task: PartTask) => Promise<PartPlan>,
): Promise<Result> {
  let step = steps.next()
  while (!step.done) step = steps.next(await Promise.all(step.value.map(search)))
  return step.value
}

/** Several computations side by side: each round asks for what all of them need next. */
export function* together<Result>(all: readonly SearchSteps<Result>[]): SearchSteps<Result[]> {
  const results: Result[] = []
  let open = all.map((steps, index) => ({ steps, index, step: steps.next() }))
  for (;;) {
    for (const { step, index } of open) if (step.done) results[index] = step.value
    open = open.filter(({ step }) => !step.done)
    if (open.length === 0) return results
    const asked = open.map(({ step }) => step.value as readonly PartTask[])
    const plans = yield asked.flat()
    let first = 0
    open = open.map(({ steps, index }, place) => {
      const end = first + asked[place]!.length
      const step = steps.next(plans.slice(first, end))
      first = end
      return { steps, index, step }
    })
  }
}
