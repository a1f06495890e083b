import type { Services } from '../../platform/services.ts'
import { type BuildRequest, buildUnits } from './build-units.ts'

/** `units.build`: the input is what `POST /api/units/build` made of its body. */
export function registerJobs({ db, jobs, workers }: Services): void {
  jobs.register<BuildRequest>('units.build', async ({ progress, isCancelled }, input) => {
    const { nets, unitCount, findingCount } = await buildUnits(
      { db, workers },
      { ...input, progress, isCancelled },
    )
    return {
      communityCount: nets.length,
      changedCount: nets.filter(({ changed }) => changed).length,
      unitCount,
      findingCount,
    }
  })
}
